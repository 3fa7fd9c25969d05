//! What the tests of formats share.

use std::path::{Path, PathBuf};

use lurcher_sources::{Counts, Format, HEAD_BYTES, Input, Options, Refused, Rows, Sink, Unparsed, json_lines, sniff};
use serde_json::Value;

/// Everything that a source gave.
#[derive(Debug, Default)]
#[allow(dead_code, reason = "not every test looks at everything")]
pub struct Collected {
    pub rows: Vec<Value>,
    /// The number of each row's record.
    pub records: Vec<i64>,
    pub unparsed: Vec<Unparsed>,
    pub counts: Counts,
}

impl Sink for Collected {
    fn rows(&mut self, rows: Rows) -> Result<(), Refused> {
        assert_eq!(rows.columns.len(), rows.batch.num_columns());
        self.records.extend(rows.records.values());
        for line in json_lines(&rows) {
            self.rows.push(serde_json::from_str(&line)?);
        }
        Ok(())
    }

    fn unparsed(&mut self, record: Unparsed) -> Result<(), Refused> {
        self.unparsed.push(record);
        Ok(())
    }

    fn counted(&mut self, counts: &Counts) -> Result<(), Refused> {
        self.counts.add(counts);
        Ok(())
    }
}

#[allow(dead_code, reason = "not every test uses all")]
impl Collected {
    /// Reads bytes as a format.
    pub fn read(format: &dyn Format, file: &str, bytes: &[u8], options: &Options) -> Self {
        let mut collected = Self::default();
        let input = Input::bytes(file, bytes).with_path(file).with_modified(Some(modified()));
        format.read(input, options, &mut collected).unwrap_or_else(|e| panic!("{file}: {e}"));
        collected
    }

    /// Reads bytes as the format that they look like.
    pub fn sniffed(file: &str, bytes: &[u8], options: &Options) -> Self {
        let head = &bytes[..bytes.len().min(HEAD_BYTES)];
        let format = sniff(head, Some(Path::new(file))).unwrap_or_else(|| panic!("{file}: no format"));
        Self::read(format, file, bytes, options)
    }
}

/// When the files of the tests were changed: 2026-02-01.
pub fn modified() -> i64 {
    639_055_008_000_000_000
}

/// A real file beside the project; none where there are none, which is told.
#[allow(dead_code, reason = "not every test uses all")]
pub fn sample(name: &str) -> Option<(PathBuf, Vec<u8>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples").join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some((path, bytes)),
        Err(_) => {
            eprintln!("skipped: there is no ../shared/samples/{name}");
            None
        }
    }
}
