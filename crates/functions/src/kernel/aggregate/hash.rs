//! Values as keys: 64 bits where a small risk of two values in one is fine (an estimate is made of them), else all that
//! tells them apart.

use arrow::array::{
    Array, ArrayRef, BooleanArray, Decimal128Array, FixedSizeBinaryArray, Float64Array, Int32Array, Int64Array,
    StringViewArray,
};
use arrow::datatypes::DataType;
use datafusion::common::{Result, internal_err};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::selection::downcast;

/// Fills `out` with a 64-bit hash a row; what it says of a null row means nothing. The same value has the same hash in
/// every batch, process and partition.
pub fn hashes(column: &ArrayRef, out: &mut Vec<u64>) -> Result<()> {
    out.clear();
    match column.data_type() {
        DataType::Utf8View => {
            let text: &StringViewArray = downcast(column)?;
            out.extend(text.views().iter().enumerate().map(|(row, view)| {
                // A short string lies in its view, padded with zeros.
                if view_length(*view) <= 12 { fold(*view) } else { xxh3_64(text.value(row).as_bytes()) }
            }));
        }
        DataType::Boolean | DataType::Int32 | DataType::Int64 | DataType::Float64 => {
            bits(column, |b| out.push(mix(b)))?
        }
        _ => keys_of(column, |key| out.push(fold(key)))?,
    }
    Ok(())
}

/// Calls `out` with the bits of each row of a column of at most 64 bits: the same bits for the same value.
pub fn bits(column: &ArrayRef, mut out: impl FnMut(u64)) -> Result<()> {
    match column.data_type() {
        DataType::Boolean => downcast::<BooleanArray>(column)?.values().iter().for_each(|b| out(u64::from(b))),
        DataType::Int32 => downcast::<Int32Array>(column)?.values().iter().for_each(|i| out(i64::from(*i) as u64)),
        DataType::Int64 => downcast::<Int64Array>(column)?.values().iter().for_each(|i| out(*i as u64)),
        DataType::Float64 => downcast::<Float64Array>(column)?.values().iter().for_each(|r| out(real_bits(*r))),
        other => return internal_err!("a {other} has more than 64 bits"),
    }
    Ok(())
}

/// Calls `out` with a 128-bit key of each row: the value itself where it fits, else a hash that no two values are known
/// to share.
pub fn keys_of(column: &ArrayRef, mut out: impl FnMut(u128)) -> Result<()> {
    match column.data_type() {
        DataType::Utf8View => {
            let text: &StringViewArray = downcast(column)?;
            for (row, view) in text.views().iter().enumerate() {
                out(if view_length(*view) <= 12 { *view } else { xxh3_128(text.value(row).as_bytes()) });
            }
        }
        DataType::Decimal128(..) => {
            downcast::<Decimal128Array>(column)?.values().iter().for_each(|d| out(*d as u128));
        }
        DataType::FixedSizeBinary(16) => {
            for bytes in downcast::<FixedSizeBinaryArray>(column)?.value_data().chunks_exact(16) {
                out(bytes.try_into().map_or(0, u128::from_le_bytes));
            }
        }
        _ => bits(column, |b| out(u128::from(b)))?,
    }
    Ok(())
}

/// The key of a text.
pub fn text_key(text: &str) -> u128 {
    xxh3_128(text.as_bytes())
}

/// Spreads 64 bits over 64 bits, one to one.
pub fn mix(mut bits: u64) -> u64 {
    bits ^= bits >> 33;
    bits = bits.wrapping_mul(0xff51_afd7_ed55_8ccd);
    bits ^= bits >> 33;
    bits = bits.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    bits ^ (bits >> 33)
}

/// Spreads 128 bits over 64.
pub fn fold(bits: u128) -> u64 {
    mix((bits as u64) ^ mix((bits >> 64) as u64).rotate_left(23))
}

fn view_length(view: u128) -> u32 {
    view as u32
}

/// Equal reals, equal bits: the two zeros are one, and so are all NaNs.
fn real_bits(value: f64) -> u64 {
    if value == 0.0 {
        0
    } else if value.is_nan() {
        f64::NAN.to_bits()
    } else {
        value.to_bits()
    }
}
