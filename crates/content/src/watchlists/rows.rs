//! Delimited text as rows.

use std::collections::HashSet;
use std::sync::Arc;

use super::RowProblem;

/// Columns and rows of a delimited text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) columns: Vec<Arc<str>>,
    pub(super) rows: Vec<Vec<String>>,
    /// Rows with other fields than the header names.
    pub(super) left_out: Vec<Broken>,
}

/// A problem and where it is in the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) offset: usize,
    pub(super) problem: RowProblem,
}

/// Reads `text` after its first `skip` lines: a header, then rows of as many fields. Blank lines do not count, nor do
/// empty fields behind the last column. A row with more fields, or fewer, is left out.
pub(super) fn read(text: &str, delimiter: u8, skip: usize) -> Result<Rows, Broken> {
    let base = line_start(text, skip);
    let body = &text[base..];
    let broken = |offset: usize, problem| Broken { offset: base + offset, problem };
    if let Some(offset) = open_quote(body, delimiter) {
        return Err(broken(offset, RowProblem::OpenQuote));
    }
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(body.as_bytes());
    let mut records = reader.records().filter_map(Result::ok);
    let Some(header) = records.next() else { return Err(broken(0, RowProblem::NoHeader)) };
    let columns = columns(&header).map_err(|problem| broken(offset(body, &header), problem))?;
    let (mut rows, mut left_out) = (Vec::new(), Vec::new());
    for record in records {
        let (expected, found) = (columns.len(), record.len());
        if found < expected || record.iter().skip(expected).any(|field| !field.trim().is_empty()) {
            left_out.push(broken(offset(body, &record), RowProblem::FieldCount { expected, found }));
        } else {
            rows.push(record.iter().take(expected).map(str::to_owned).collect());
        }
    }
    Ok(Rows { columns, rows, left_out })
}

/// What parts the columns of a file, and how many lines stand above its header: a line `sep=;` that Excel writes says so,
/// else it is what makes the most names of the first line.
pub(super) fn separator(text: &str) -> (u8, usize) {
    if let [b's', b'e', b'p', b'=', separator, b'\r' | b'\n', ..] = text.as_bytes() {
        return (*separator, 1);
    }
    let names = |delimiter: u8| {
        let reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(text.as_bytes());
        reader.into_records().next().and_then(Result::ok).map_or(0, |header| header.len())
    };
    // Of several the last is taken.
    (b"|\t;,".iter().copied().max_by_key(|separator| names(*separator)).unwrap_or(b','), 0)
}

fn columns(header: &csv::StringRecord) -> Result<Vec<Arc<str>>, RowProblem> {
    let mut seen = HashSet::new();
    let mut columns: Vec<Arc<str>> = Vec::new();
    for (i, name) in header.iter().map(str::trim).enumerate() {
        if name.is_empty() {
            return Err(RowProblem::UnnamedColumn { number: i + 1 });
        }
        if !seen.insert(name) {
            return Err(RowProblem::DuplicateColumn { name: name.into() });
        }
        columns.push(name.into());
    }
    Ok(columns)
}

/// Where a record starts in `text`; the reader counts blank lines above it to the record.
fn offset(text: &str, record: &csv::StringRecord) -> usize {
    let start = record.position().map_or(0, |p| p.byte() as usize).min(text.len());
    start + text.as_bytes()[start..].iter().take_while(|b| matches!(b, b'\n' | b'\r')).count()
}

/// The offset of the line after the first `skip`.
fn line_start(text: &str, skip: usize) -> usize {
    match skip.checked_sub(1) {
        None => 0,
        Some(last) => memchr::memchr_iter(b'\n', text.as_bytes()).nth(last).map_or(text.len(), |i| i + 1),
    }
}

/// The offset of a quote that is opened at the start of a field and never closed: the rest of the text would silently
/// become one value.
fn open_quote(text: &str, delimiter: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut open = None;
    let mut field_start = true;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match open {
            Some(_) if byte == b'"' && bytes.get(at + 1) == Some(&b'"') => at += 1,
            Some(_) if byte == b'"' => open = None,
            Some(_) => {}
            None => {
                if field_start && byte == b'"' {
                    open = Some(at);
                }
                field_start = byte == delimiter || matches!(byte, b'\n' | b'\r');
            }
        }
        at += 1;
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> (usize, RowProblem) {
        let broken = read(text, b',', 0).unwrap_err();
        (text[..broken.offset].matches('\n').count() + 1, broken.problem)
    }

    #[test]
    fn rows_with_quotes_and_line_breaks() {
        let rows = read("a, b\r\n\"1,2\",\"x \"\"y\"\"\r\nz\"\r\n\r\n3,\r\n", b',', 0).unwrap();
        assert_eq!(rows.columns, ["a".into(), "b".into()]);
        assert_eq!(rows.rows, [["1,2", "x \"y\"\r\nz"], ["3", ""]]);
    }

    #[test]
    fn lines_to_skip_and_tabs() {
        let rows = read("# made by hand\n\na\tb\n1\t2,3\n", b'\t', 2).unwrap();
        assert_eq!((rows.columns.len(), &*rows.rows[0][1]), (2, "2,3"));
        assert!(read("a,b\n", b',', 0).unwrap().rows.is_empty());
    }

    #[test]
    fn a_row_of_other_fields_costs_itself() {
        let text = "a,b\n1,2\n\n3\n4,5,\n6,7,8\n9,0\n";
        let Rows { rows, left_out, .. } = read(text, b',', 0).unwrap();
        assert_eq!(rows, [["1", "2"], ["4", "5"], ["9", "0"]]);
        let lines: Vec<_> =
            left_out.into_iter().map(|b| (text[..b.offset].matches('\n').count() + 1, b.problem)).collect();
        let problem = |found| RowProblem::FieldCount { expected: 2, found };
        assert_eq!(lines, [(4, problem(1)), (6, problem(3))]);
    }

    #[test]
    fn what_parts_the_columns() {
        for (text, found) in [
            ("a,b;c\n", (b',', 0)),
            ("a;b;c,d\n", (b';', 0)),
            ("\"a;b;c\",d\n", (b',', 0)),
            ("sep=;\r\na,b,c\r\n", (b';', 1)),
            ("a\tb\n", (b'\t', 0)),
            ("a\n", (b',', 0)),
            ("", (b',', 0)),
        ] {
            assert_eq!(separator(text), found, "{text:?}");
        }
    }

    #[test]
    fn problems_have_a_line() {
        assert_eq!(problem(""), (1, RowProblem::NoHeader));
        assert_eq!(problem("\n\n").1, RowProblem::NoHeader);
        assert_eq!(problem("a,b\n1,\"2\n3,4\n"), (2, RowProblem::OpenQuote));
        assert_eq!(problem("a,,b\n"), (1, RowProblem::UnnamedColumn { number: 2 }));
        assert_eq!(problem("a,a\n"), (1, RowProblem::DuplicateColumn { name: "a".into() }));
    }
}
