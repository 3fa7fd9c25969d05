//! CSV as a table's file.

use super::{Target, texts};

/// See the module.
pub(super) const TARGET: Target = Target {
    name: "csv",
    about: "any bytes as a CSV file: asks what can be asked of any table",
    batch: 1,
    words: &[",", "\"", "\n", "\r\n", "\"\"", "a,b,c", "1", "-2.5", "true", "2026-01-15T10:20:30Z", "1.02:03:04", "{\"\"a\"\":1}", "null", "TimeGenerated", "74be27de-1e4e-49d9-b579-fe0b331d3642", " ", "\u{feff}", "=1+1"],
    seeds: || texts(&["TimeGenerated,a,b\n2026-01-15T10:20:30Z,1,\"x, \"\"y\"\"\"\n,2,\n", "a;b\n1;2\n", "a\n1\n2.5\nx\n", "a,a,\n1,2,3\n1\n", "a,b\r\n\"1\n2\",3\r\n\r\n4,5"]),
    run: |inputs| inputs.iter().for_each(|input| super::parquet::ask_file("T.csv", input)),
};
