//! Text.

use crate::naive::category;

pub mod base64;
pub mod change;
pub mod codepoints;
pub mod compression;
pub mod csv;
pub mod cut;
pub mod find;
pub mod join;
pub mod lengths;
pub mod paths;
pub mod punycode;
pub mod regexes;
pub mod replacing;
pub mod trimming;
pub mod urls;
pub mod version;

category!(
    base64,
    change,
    codepoints,
    compression,
    csv,
    cut,
    find,
    join,
    lengths,
    paths,
    punycode,
    regexes,
    replacing,
    trimming,
    urls,
    version
);
