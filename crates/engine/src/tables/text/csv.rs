//! Comma-separated values with a header. <https://www.rfc-editor.org/rfc/rfc4180>
//!
//! Spreadsheets of countries that write `1,5` put semicolons between the values, and other tools tabs or bars, and call
//! the file CSV as well.

use std::collections::HashMap;
use std::io::{self, BufRead, Chain, Cursor, Read};

use ::csv::{ErrorKind, Position, Reader, ReaderBuilder, StringRecord};
use lurcher_symbols::ScalarType;

use super::inference::{SampleLimit, Seen};
use super::input::{BUFFER, Bounded, Input, broken, check_columns, not_utf8, open, too_long};
use super::{FieldSample, RowSink};
use crate::tables::DataError;
use crate::workspace::TableFile;

/// The columns of a file and what their cells are. Where `is_typed` says that all columns have a type, only the header
/// is read.
pub(super) fn sample(
    file: &TableFile,
    limit: SampleLimit,
    is_typed: impl Fn(&str) -> bool,
) -> Result<Vec<FieldSample>, DataError> {
    let mut records = Records::open(file, open(file)?)?;
    let mut fields = std::mem::take(&mut records.header);
    let untyped = fields.iter().enumerate().filter(|(_, f)| f.declared.is_none() && !is_typed(&f.name));
    let untyped: Vec<usize> = untyped.map(|(i, _)| i).collect();
    while !untyped.is_empty() && limit.allows(records.rows, records.reader.position().byte()) {
        let Some((record, _)) = records.next(fields.len())? else { break };
        for i in &untyped {
            fields[*i].seen.add_text(record.get(*i).unwrap_or_default());
        }
    }
    Ok(fields)
}

/// The rows of a file, a batch at a time.
pub(super) struct CsvRows {
    records: Records,
    fields: usize,
    /// The field of each column to build; `None` where the file does not have it.
    columns: Vec<Option<usize>>,
}

impl CsvRows {
    /// Begins to read; `names` are the columns to build.
    pub(super) fn open(file: &TableFile, input: Input, names: &[&str]) -> Result<Self, DataError> {
        let records = Records::open(file, input)?;
        let columns = names.iter().map(|name| records.header.iter().position(|f| f.name == *name)).collect();
        Ok(Self { fields: records.header.len(), records, columns })
    }

    /// Adds up to `limit` rows to `sink`, and says how many there were.
    pub(super) fn read(&mut self, limit: usize, sink: &mut RowSink) -> Result<usize, DataError> {
        for row in 0..limit {
            if sink.is_full() {
                return Ok(row);
            }
            let Some((record, line)) = self.records.next(self.fields)? else { return Ok(row) };
            for (column, field) in self.columns.iter().enumerate() {
                match field.and_then(|f| record.get(f)) {
                    Some(text) => sink.text(column, text, line),
                    None => sink.missing(column),
                }
            }
        }
        Ok(limit)
    }
}

struct Records {
    file: TableFile,
    reader: Reader<Bounded<LastByte>>,
    header: Vec<FieldSample>,
    record: StringRecord,
    rows: u64,
    /// The line of the last record if it may end inside of quotes, which only the end of the file tells.
    open_since: Option<u64>,
}

impl Records {
    fn open(file: &TableFile, input: Input) -> Result<Self, DataError> {
        let (first_line, separator, input) = separated(file, input)?;
        let input = Bounded::new(LastByte { input: Cursor::new(first_line).chain(input), last: 0 });
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(separator).buffer_capacity(BUFFER);
        let reader = builder.from_reader(input);
        let record = StringRecord::new();
        let mut records = Self { file: file.clone(), reader, header: Vec::new(), record, rows: 0, open_since: None };
        if !records.advance()? {
            let error = DataError::new(&file.path, "is empty: the line with the names of the columns is missing");
            return Err(error.with_help("write the header, or remove the file"));
        }
        records.header = header(file, &records.record)?;
        Ok(records)
    }

    /// The next record and its line.
    fn next(&mut self, fields: usize) -> Result<Option<(&StringRecord, u64)>, DataError> {
        if !self.advance()? {
            return match self.open_since {
                Some(line) if self.reader.get_ref().input.last != b'"' => Err(self.unclosed(line)),
                _ => Ok(None),
            };
        }
        self.rows += 1;
        let line = self.record.position().map_or(0, Position::line);
        let last = self.record.get(self.record.len().saturating_sub(1)).unwrap_or_default();
        self.open_since = memchr::memchr(b'\n', last.as_bytes()).map(|_| line);
        if self.record.len() != fields {
            return Err(self.wrong_length(fields, line));
        }
        Ok(Some((&self.record, line)))
    }

    fn advance(&mut self) -> Result<bool, DataError> {
        let line = self.reader.position().line();
        self.reader.get_mut().begin_record();
        self.reader.read_record(&mut self.record).map_err(|e| match e.into_kind() {
            ErrorKind::Io(e) if Bounded::<LastByte>::is_endless(&e) => too_long(&self.file, line),
            ErrorKind::Io(e) => broken(&self.file, &e),
            ErrorKind::Utf8 { pos, .. } => not_utf8(&self.file).at_line(pos.map_or(1, |p| p.line())),
            other => DataError::new(&self.file.path, format!("cannot be read: {other:?}")),
        })
    }

    fn unclosed(&self, line: u64) -> DataError {
        DataError::new(&self.file.path, "a quoted field of the record that begins here is not closed")
            .at_line(line)
            .with_help("add the missing '\"'; a quote inside of a field is written twice")
    }

    fn wrong_length(&mut self, expected: usize, line: u64) -> DataError {
        let found = self.record.len();
        if self.open_since.is_some() && !self.advance().unwrap_or(true) && self.reader.get_ref().input.last != b'"' {
            return self.unclosed(line);
        }
        let fields = if found == 1 { "1 field".to_owned() } else { format!("{found} fields") };
        let message = format!("the record has {fields}, the header has {expected}");
        let help = match found > expected {
            true => "put a field with a comma or a line break into quotes",
            false => "the record is cut, or a quote is missing",
        };
        DataError::new(&self.file.path, message).at_line(line).with_help(help)
    }
}

/// What the portal writes behind the name of a datetime when it exports a result. A local time is taken as it stands: the file does not say where.
const TIME_ZONES: [&str; 2] = ["[UTC]", "[Local Time]"];

/// The names of the header.
fn header(file: &TableFile, record: &StringRecord) -> Result<Vec<FieldSample>, DataError> {
    check_columns(file, record.len(), 1)?;
    let mut fields: Vec<FieldSample> = Vec::with_capacity(record.len());
    let mut places: HashMap<String, usize> = HashMap::with_capacity(record.len());
    for (i, text) in record.iter().map(str::trim).enumerate() {
        let (name, declared) = match TIME_ZONES.iter().find_map(|zone| text.strip_suffix(zone)) {
            Some(name) => (name.trim_end(), Some(ScalarType::DateTime)),
            None => (text, None),
        };
        let name = if name.is_empty() { format!("Column{}", i + 1) } else { name.to_owned() };
        if let Some(other) = places.insert(name.clone(), i) {
            let message = format!("the columns {} and {} are both called '{name}'", other + 1, i + 1);
            return Err(DataError::new(&file.path, message).at_line(1).with_help("rename one of them"));
        }
        fields.push(FieldSample { name, declared, seen: Seen::default() });
    }
    Ok(fields)
}

/// What may stand between values, the first one before the others where several do.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The first line, what it has between its values, and what follows it.
fn separated(file: &TableFile, mut input: Input) -> Result<(Vec<u8>, u8, Input), DataError> {
    let mut line = Vec::new();
    input.by_ref().take(BUFFER as u64).read_until(b'\n', &mut line).map_err(|e| broken(file, &e))?;
    let is_several = |separator: &&u8| {
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(**separator);
        builder.from_reader(&line[..]).byte_records().next().is_some_and(|r| r.is_ok_and(|r| r.len() > 1))
    };
    let separator = SEPARATORS.iter().find(is_several).copied().unwrap_or(SEPARATORS[0]);
    Ok((line, separator, input))
}

/// Remembers the last byte that is no line break, which tells whether the file ends inside of quotes.
struct LastByte {
    input: Chain<Cursor<Vec<u8>>, Input>,
    last: u8,
}

impl Read for LastByte {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        if let Some(last) = buffer[..count].iter().rev().find(|b| !matches!(b, b'\r' | b'\n')) {
            self.last = *last;
        }
        Ok(count)
    }
}
