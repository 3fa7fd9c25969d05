//! Text.

use crate::naive::category;

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
