//! Files as devices and services write them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::time::iso;

/// A file's path in the demo's folder, and its text before compression.
pub(in super::super) type File = (String, String);

/// A file of lines.
pub(super) fn lines(path: &str, lines: impl IntoIterator<Item = String>) -> File {
    (path.to_owned(), lines.into_iter().map(|line| line + "\n").collect())
}

/// A file of rows that reach a workspace as rows only.
pub(super) fn rows(table: &str, source: &str, rows: &[Value]) -> File {
    lines(&format!("tables/{table}/{source}.jsonl.gz"), rows.iter().map(Value::to_string))
}

/// The blobs of a container: one for each hour in which there are records, a record a line.
pub(super) fn blobs(container: &str, records: impl IntoIterator<Item = (i64, Value)>) -> Vec<File> {
    let hours = by_hour(container, records).into_iter();
    hours.map(|(path, records)| lines(&path, records.iter().map(Value::to_string))).collect()
}

/// The blobs of a container, by path, with their records.
pub(super) fn by_hour(
    container: &str,
    records: impl IntoIterator<Item = (i64, Value)>,
) -> BTreeMap<String, Vec<Value>> {
    let mut hours: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (time, record) in records {
        let iso = iso(time);
        let path = format!("{container}/y=2026/m=01/d={}/h={}/m=00/PT1H.json", &iso[8..10], &iso[11..13]);
        hours.entry(path).or_default().push(record);
    }
    hours
}

/// A record in Common Event Format: vendor, product, version, class, name and severity, then keys with their values.
pub(in super::super) fn cef(header: [&str; 6], extension: &[(&str, String)]) -> String {
    let header = header.map(|field| field.replace('\\', "\\\\").replace('|', "\\|")).join("|");
    let pair = |(key, value): &(&str, String)| format!("{key}={}", value.replace('\\', "\\\\").replace('=', "\\="));
    format!("CEF:0|{header}|{}", extension.iter().map(pair).collect::<Vec<_>>().join(" "))
}
