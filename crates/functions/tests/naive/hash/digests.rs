//! Hashes of texts. The algorithms are those of crates; what is hashed is the text of a value.

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::naive::{Row, naive};

naive! {
    hash_md5;
    hash_sha1;
    hash_sha256;
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hash_md5(row: &Row<'_>) -> String {
    hexadecimal(&Md5::digest(row.spelled(0)))
}

fn hash_sha1(row: &Row<'_>) -> String {
    hexadecimal(&Sha1::digest(row.spelled(0)))
}

fn hash_sha256(row: &Row<'_>) -> String {
    hexadecimal(&Sha256::digest(row.spelled(0)))
}
