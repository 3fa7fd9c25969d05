//! JSON as a table's file.

use super::{Target, texts};

/// See the module.
pub(super) const TARGET: Target = Target {
    name: "json",
    about: "any bytes as a JSON file (objects in an array, one a line, a query's answer): asks what can be asked of any table",
    batch: 1,
    words: &[
        "{", "}", "[", "]", ":", ",", "\"a\"", "\"a\":1", "null", "true", "-0.0", "1e400", "\"\\ud800\"", "\"\\u0000\"", "\n", "{\"a\":{\"b\":[1]}}", "\"tables\":", "\"rows\":", "\"columns\":", "\"name\":\"a\",\"type\":\"long\"",
        "\"2026-01-15T10:20:30Z\"", "9223372036854775808", "\u{feff}", "\"TimeGenerated\"",
    ],
    seeds: || {
        texts(&[
            "{\"TimeGenerated\":\"2026-01-15T10:20:30Z\",\"a\":1,\"b\":{\"c\":[1,null]}}\n{\"a\":\"x\"}\n", "[{\"a\":1},{\"a\":2.5,\"b\":true}]", "{\"a\":1}{\"a\":2}", "[]", "",
            "{\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":[{\"name\":\"a\",\"type\":\"long\"},{\"name\":\"d\",\"type\":\"dynamic\"}],\"rows\":[[1,\"{}\"],[null,null]]}]}",
            "{\"Tables\":[{\"TableName\":\"Table_0\",\"Columns\":[{\"ColumnName\":\"a\",\"DataType\":\"Int64\"}],\"Rows\":[[1]]}]}",
        ])
    },
    run: |inputs| {
        for input in inputs {
            // A line of objects is a different file from a document, but not a different reader: the ending makes no
            // difference.
            super::parquet::ask_file("T.json", input);
        }
    },
};
