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

/// Kusto gives no text the hash "".
fn digest<D: Digest>(row: &Row<'_>) -> String {
    let text = row.spelled(0);
    match text.is_empty() {
        true => String::new(),
        false => D::digest(text).iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

fn hash_md5(row: &Row<'_>) -> String {
    digest::<Md5>(row)
}

fn hash_sha1(row: &Row<'_>) -> String {
    digest::<Sha1>(row)
}

fn hash_sha256(row: &Row<'_>) -> String {
    digest::<Sha256>(row)
}
