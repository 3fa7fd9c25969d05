//! Base64, bit by bit.

use lurcher_symbols::values::dynamic::Dynamic;

use crate::driver::Pool;
use crate::naive::{Row, naive};

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const ENCODED: Pool = Pool::Also(&[
    "S3VzdG8=",
    "",
    "U3RyaW5n0KHR0tGA0L7Rh9C60LA=",
    "8J+YgA==",
    "YQ==",
    "YWI=",
    "YWJj",
    "YQ",
    "YQ=",
    "Y",
    "????",
    "YWJj\n",
    "AAECAwQFBgcICQoLDA0ODw==",
    "====",
    "YQ==YQ==",
    "YR==",
]);
const BYTES: Pool =
    Pool::Also(&["[75,117,115]", "[]", "[0,255]", "[256]", "[-1]", "[1.5]", "[\"a\"]", "[1,2,3,4]", "{}", "[null]"]);

naive! {
    base64_encode_tostring;
    base64_encode_fromguid;
    base64_encode_fromarray => [BYTES];
    base64_decode_tostring => [ENCODED];
    base64_decode_toarray => [ENCODED];
    base64_decode_toguid => [ENCODED];
}

fn encode(bytes: &[u8]) -> String {
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            match place <= three.len() {
                true => out.push(char::from(LETTERS[(bits >> (18 - 6 * place)) as usize & 63])),
                false => out.push('='),
            }
        }
    }
    out
}

fn decode(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let letters = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    let mut bits: Vec<bool> = Vec::new();
    for letter in letters.bytes() {
        let six = LETTERS.iter().position(|l| *l == letter)?;
        bits.extend((0..6).rev().map(|bit| six >> bit & 1 == 1));
    }
    let bytes = bits.chunks_exact(8);
    let rest_is_zero = bytes.remainder().iter().all(|bit| !bit);
    rest_is_zero.then(|| bytes.map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit))).collect())
}

fn base64_encode_tostring(row: &Row<'_>) -> String {
    encode(row.text(0).as_bytes())
}

/// The bytes in the order of .NET, the first three groups of a guid turned round.
fn turned(guid: &[u8]) -> Vec<u8> {
    [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map(|place| guid[place]).to_vec()
}

fn base64_encode_fromguid(row: &Row<'_>) -> String {
    match &row.values[0] {
        lurcher_symbols::Value::Guid(guid) => encode(&turned(guid)),
        _ => String::new(),
    }
}

fn base64_encode_fromarray(row: &Row<'_>) -> String {
    let byte = |element: Dynamic| match element {
        Dynamic::Long(byte) => u8::try_from(byte).ok(),
        _ => None,
    };
    let bytes: Option<Vec<u8>> = row.array(0).and_then(|array| array.into_iter().map(byte).collect());
    bytes.map_or_else(String::new, |bytes| encode(&bytes))
}

fn base64_decode_tostring(row: &Row<'_>) -> String {
    decode(row.text(0)).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn base64_decode_toarray(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    Some(decode(row.text(0))?.into_iter().map(|byte| Dynamic::Long(i64::from(byte))).collect())
}

fn base64_decode_toguid(row: &Row<'_>) -> Option<[u8; 16]> {
    let bytes = decode(row.text(0)).filter(|bytes| bytes.len() == 16)?;
    turned(&bytes).try_into().ok()
}
