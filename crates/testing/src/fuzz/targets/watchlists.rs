//! Watchlists: CSV, TSV, and ARM templates.

use std::fs;

use lurcher_content::watchlists;

use super::{Target, texts};

/// See the module.
pub(super) const TARGET: Target = Target {
    name: "watchlists",
    about: "any bytes as the file of a watchlist: what begins with `{` is a template, what has a tab is TSV",
    batch: 16,
    words: &[
        ",", "\"", "\n", "\r\n", "\t", "a,b", "\"\"", "Port", "{\"resources\":[", "\"properties\":{", "\"watchlistAlias\":\"a\",", "\"rawContent\":\"a,b\\n1,2\",", "\"itemsSearchKey\":\"a\",", "\"contentType\":\"text/csv\",",
        "\"numberOfLinesToSkip\":\"1\",", "}", "]", "null", "1e9", "-1", "\\r\\n", "\\\"", "\\u0000",
    ],
    seeds: || {
        texts(&[
            "Port,Name\n22,ssh\n443,\"https, tls\"\n",
            "a\tb\n1\t\"x\ty\"\n",
            "{\"resources\":[{\"properties\":{\"watchlistAlias\":\"a\",\"rawContent\":\"k,v\\r\\n1,\\\"x, y\\\"\\r\\n\",\"itemsSearchKey\":\"k\",\"contentType\":\"text/csv\",\"numberOfLinesToSkip\":\"0\"}}]}",
            "{\"resources\":[{\"properties\":{\"watchlistAlias\":\"a\",\"rawContent\":\"# x\\nk\\tv\\n1\\t2\",\"itemsSearchKey\":\"k\",\"contentType\":\"text/tsv\",\"numberOfLinesToSkip\":1}},{\"properties\":{\"watchlistAlias\":\"b\"}}]}",
        ])
    },
    run: |inputs| {
        let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("no folder: {e}"));
        for input in inputs {
            let ending = match input.first() {
                Some(b'{') => "json",
                _ if input.contains(&b'\t') => "tsv",
                _ => "csv",
            };
            let path = folder.path().join("a").with_extension(ending);
            fs::write(&path, input).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            match watchlists::read(&path, "a", None) {
                Ok(watchlist) => {
                    let (schema, values) = (watchlist.schema(), watchlist.values(Some(0)));
                    assert!(values.iter().all(|row| row.len() == schema.len()), "a row is not as wide as the schema");
                }
                Err(error) => drop(error.to_string()),
            }
        }
    },
};
