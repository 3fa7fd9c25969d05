//! Hashes of values.

use std::fmt::Write;

use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::ScalarType;
use sha2::Digest;
use uuid::Uuid;
use xxhash_rust::xxh64::xxh64;

use super::cell::Cell;
use super::operand::Operand;
use super::spelled::Spelled;
use super::{Call, Scalars, numbers, texts};

/// The 64-bit xxHash of the first argument, or its remainder by the second one. Null for null.
pub fn xxhash(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = Scalars::of(call, 0)?;
    let divisor = if call.has(1) { Some(Operand::longs(call, 1)?) } else { None };
    numbers::<Int64Type>(call.rows, |row| {
        let hash = hash_cell(&source.cell(row), call.types[0])?;
        match &divisor {
            None => Some(hash as i64),
            Some(divisor) => hash.checked_rem(u64::try_from(divisor.get(row)?).ok()?).map(|rest| rest as i64),
        }
    })
}

/// The hash of a value of that type: strings as UTF-8, numbers and times as the bytes of their number, the least first.
/// None for null, arrays and bags.
fn hash_cell(cell: &Cell<'_>, ty: ScalarType) -> Option<u64> {
    Some(match (cell, ty) {
        (Cell::Text(text), _) => xxh64(text.as_bytes(), 0),
        (Cell::Long(i), ScalarType::Int) => xxh64(&(*i as i32).to_le_bytes(), 0),
        (Cell::Long(i) | Cell::DateTime(i) | Cell::TimeSpan(i), _) => xxh64(&i.to_le_bytes(), 0),
        (Cell::Bool(b), _) => xxh64(&[u8::from(*b)], 0),
        // The bits of a NaN depend on what computed it.
        (Cell::Real(r), _) => xxh64(&if r.is_nan() { f64::NAN } else { *r }.to_le_bytes(), 0),
        (Cell::Decimal(d), _) => xxh64(&d.key().to_le_bytes(), 0),
        (Cell::Guid(g), _) => xxh64(&Uuid::from_bytes(*g).to_bytes_le(), 0),
        (Cell::Null | Cell::Array(_) | Cell::Bag(_), _) => return None,
    })
}

/// The hash of all arguments: their own hashes combined. Nulls count as well as values.
pub fn hash_many(call: &Call<'_>) -> Result<ColumnarValue> {
    combined(call, hash_cell)
}

/// The arguments combined, which are hashes; what is no whole number is hashed first.
pub fn hash_combine(call: &Call<'_>) -> Result<ColumnarValue> {
    combined(call, |cell, ty| match cell {
        Cell::Long(hash) => Some(*hash as u64),
        other => hash_cell(other, ty),
    })
}

fn combined(call: &Call<'_>, hash: impl Fn(&Cell<'_>, ScalarType) -> Option<u64>) -> Result<ColumnarValue> {
    let sources = Scalars::all(call, 0)?;
    numbers::<Int64Type>(call.rows, |row| {
        let hashes = sources.iter().zip(call.types).map(|(source, ty)| hash(&source.cell(row), *ty).unwrap_or(0));
        Some(combine(hashes))
    })
}

/// One hash of several, in their order. Kusto does not say how it does this, and that it may change: the number is
/// ours.
fn combine(hashes: impl Iterator<Item = u64>) -> i64 {
    hashes.reduce(|seed, hash| xxh64(&hash.to_le_bytes(), seed)).unwrap_or(0) as i64
}

/// The hash of the text of the first argument, in hexadecimal digits. Of no text there is none.
pub fn digest<D: Digest>(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = Spelled::of(call, 0)?;
    let mut buffer = String::new();
    texts(call.rows, |row, out| {
        let text = source.get(row, &mut buffer);
        if text.is_empty() {
            return;
        }
        for byte in D::digest(text) {
            let _ = write!(out, "{byte:02x}");
        }
    })
}
