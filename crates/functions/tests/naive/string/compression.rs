//! Compressed texts. What is compressed may be written in several ways: a compressed text has to be read as what it
//! was.

use std::io::Read;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::read::{GzDecoder, ZlibDecoder};

use crate::driver::Pool;
use crate::naive::{Row, naive};

const GZIP: Pool = Pool::Also(&[
    "H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2FAAAAA==",
    "H4sIAAAAAAAA/wEUAOv/MTIzNDU2Nzg5MHF3ZXJ0eXVpb3A6m7f2",
    "S3VzdG8=",
    "",
    "H4sI",
]);
const ZLIB: Pool =
    Pool::Also(&["eJwLSS0uUSguKcrMS1cwNDIGACxqBQ4=", "eJwLSS0uUSguKcrMS1cwNDIGACxqBQ==", "S3VzdG8=", "", "eJw="]);

naive! {
    gzip_decompress_from_base64_string => [GZIP];
    zlib_decompress_from_base64_string => [ZLIB];
}

/// The text; nothing where it is cut off, no Base64, or no UTF-8.
fn read<R: Read>(encoded: &str, decoder: impl FnOnce(std::io::Cursor<Vec<u8>>) -> R) -> String {
    let mut text = String::new();
    let bytes = BASE64_STANDARD.decode(encoded).unwrap_or_default();
    match decoder(std::io::Cursor::new(bytes)).read_to_string(&mut text) {
        Ok(_) => text,
        Err(_) => String::new(),
    }
}

fn gzip_decompress_from_base64_string(row: &Row<'_>) -> String {
    read(row.text(0), GzDecoder::new)
}

fn zlib_decompress_from_base64_string(row: &Row<'_>) -> String {
    read(row.text(0), ZlibDecoder::new)
}
