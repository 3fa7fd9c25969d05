//! Parquet, and packed texts, as a table's file.

use std::fs;
use std::io::Write;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use datafusion::parquet::arrow::ArrowWriter;
use flate2::{Compression, write::GzEncoder};

use super::Target;
use super::ground::with_ground;

/// See the module.
pub(super) const TARGET: Target = Target {
    name: "parquet",
    about: "any bytes as a Parquet file, or, by its first bytes, as packed CSV or JSON: asks what can be asked of any table",
    batch: 1,
    words: &["PAR1", "\u{15}\u{4}", "\u{0}\u{0}"],
    seeds,
    run: |inputs| {
        for input in inputs {
            let name = match input {
                [0x1f, 0x8b, ..] => "T.csv.gz",
                [0x28, 0xb5, 0x2f, 0xfd, ..] => "T.jsonl.zst",
                _ => "T.parquet",
            };
            ask_file(name, input);
        }
    },
};

/// What is asked of any table.
const QUERIES: [&str; 5] = [
    "T | take 10",
    "T | summarize count(), take_any({last}), dcount({first}), make_set({last}, 10), countif(isempty({first})) by {first}",
    "T | sort by {last}, {first} | extend row_number()",
    "T | search 'a' | summarize arg_max({first}, *)",
    "T | project a = tostring({first}), b = tostring({last}) | where a has 'a' or b !contains a | distinct a, b",
];

/// Takes bytes for the file of a table, and asks of it what can be asked of any.
pub(super) fn ask_file(name: &str, content: &[u8]) {
    let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("no folder: {e}"));
    let file = folder.path().join(name);
    fs::write(&file, content).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    with_ground(|ground| {
        if !ground.put_file("T", &file) {
            return;
        }
        let names: Vec<String> = ground.columns("T").iter().map(|name| bracketed(name)).collect();
        let Some(first) = names.first() else { return };
        let last = &names[names.len().saturating_sub(2)];
        for query in QUERIES {
            ground.ask(&query.replace("{first}", first).replace("{last}", last));
        }
    });
}

fn bracketed(name: &str) -> String {
    format!("['{}']", name.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n").replace('\r', "\\r"))
}

fn seeds() -> Vec<Vec<u8>> {
    let numbers: ArrayRef = Arc::new(Int64Array::from_iter([Some(1), None, Some(3)]));
    let texts: ArrayRef = Arc::new(StringArray::from(vec!["a", "", "b c"]));
    let mut parquet = Vec::new();
    if let Ok(batch) = RecordBatch::try_from_iter([("n", numbers), ("s", texts)])
        && let Ok(mut writer) = ArrowWriter::try_new(&mut parquet, batch.schema(), None)
        && writer.write(&batch).is_ok()
    {
        drop(writer.close());
    }
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    let packed = gzip.write_all(b"a,b\n1,x\n2,y\n").and_then(|()| gzip.finish()).unwrap_or_default();
    vec![parquet, packed]
}
