//! 64-bit xxHash, written out. <https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md>

use lurcher_symbols::{ScalarType, Value};

use crate::driver::Pool;
use crate::naive::{Row, naive};

const DIVISORS: Pool = Pool::Also(&["1", "7", "100", "0", "-5", "9223372036854775807"]);

naive! {
    hash => [Pool::Any, DIVISORS] if is_documented;
    hash_xxhash64 => [Pool::Any, DIVISORS] if is_documented;
}

/// How a decimal lies in memory is not documented.
fn is_documented(types: &[ScalarType]) -> bool {
    types[0] != ScalarType::Decimal
}

const P1: u64 = 0x9E37_79B1_85EB_CA87;
const P2: u64 = 0xC2B2_AE3D_27D4_EB4F;
const P3: u64 = 0x1656_67B1_9E37_79F9;
const P4: u64 = 0x85EB_CA77_C2B2_AE63;
const P5: u64 = 0x27D4_EB2F_1656_67C5;

fn round(lane: u64, input: u64) -> u64 {
    lane.wrapping_add(input.wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1)
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn xxhash(bytes: &[u8]) -> u64 {
    let stripes = bytes.chunks_exact(32);
    let mut rest = stripes.remainder();
    let mut hash = P5;
    if bytes.len() >= 32 {
        let mut lanes = [P1.wrapping_add(P2), P2, 0, 0_u64.wrapping_sub(P1)];
        for stripe in stripes {
            for (lane, input) in lanes.iter_mut().zip(stripe.chunks(8)) {
                *lane = round(*lane, number(input));
            }
        }
        let turned = lanes.iter().zip([1, 7, 12, 18]).map(|(lane, by)| lane.rotate_left(by));
        hash = turned.fold(0, u64::wrapping_add);
        for lane in lanes {
            hash = (hash ^ round(0, lane)).wrapping_mul(P1).wrapping_add(P4);
        }
    }
    hash = hash.wrapping_add(bytes.len() as u64);
    while rest.len() >= 8 {
        hash = (hash ^ round(0, number(&rest[..8]))).rotate_left(27).wrapping_mul(P1).wrapping_add(P4);
        rest = &rest[8..];
    }
    if rest.len() >= 4 {
        hash = (hash ^ number(&rest[..4]).wrapping_mul(P1)).rotate_left(23).wrapping_mul(P2).wrapping_add(P3);
        rest = &rest[4..];
    }
    for byte in rest {
        hash = (hash ^ u64::from(*byte).wrapping_mul(P5)).rotate_left(11).wrapping_mul(P1);
    }
    hash = (hash ^ hash >> 33).wrapping_mul(P2);
    hash = (hash ^ hash >> 29).wrapping_mul(P3);
    hash ^ hash >> 32
}

/// The bytes of a value as they lie in memory, the least first; of a text its UTF-8.
fn bytes(value: &Value) -> Option<Vec<u8>> {
    Some(match value {
        Value::Bool(v) => vec![u8::from(*v)],
        Value::Int(v) => v.to_le_bytes().to_vec(),
        Value::Long(v) | Value::DateTime(v) | Value::TimeSpan(v) => v.to_le_bytes().to_vec(),
        Value::Real(v) => v.to_le_bytes().to_vec(),
        Value::String(v) => v.as_bytes().to_vec(),
        Value::Guid(v) => [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map(|place| v[place]).to_vec(),
        Value::Null(_) | Value::Decimal(_) | Value::Dynamic(_) => return None,
    })
}

/// With a second argument the remainder.
fn hash(row: &Row<'_>) -> Option<i64> {
    let hash = xxhash(&bytes(&row.values[0])?);
    if !row.has(1) {
        return Some(hash as i64);
    }
    let divisor = row.long(1).filter(|divisor| *divisor > 0)?;
    Some((hash % divisor as u64) as i64)
}

fn hash_xxhash64(row: &Row<'_>) -> Option<i64> {
    hash(row)
}
