//! Comma-separated values with a header. <https://www.rfc-editor.org/rfc/rfc4180>
//!
//! Spreadsheets of countries that write `1,5` put semicolons between the values, and other tools tabs or bars, and call
//! the file CSV as well.

use std::collections::HashMap;
use std::io::{self, BufRead, Chain, Cursor, Read};

use ::csv::{ErrorKind, Position, Reader, ReaderBuilder, StringRecord};
use lurcher_symbols::ScalarType;

use super::commas::{Decimals, with_point};
use super::inference::SampleLimit;
use super::input::{BUFFER, Bounded, Input, broken, check_columns, not_utf8, open, too_long};
use super::zones::Zone;
use super::{FieldSample, RowSink, dates};
use crate::tables::DataError;
use crate::workspace::TableFile;

/// The columns of a file and what their cells are. Where `ty` says that all columns have a type, only the header is
/// read, and further rows where dates may begin with the day.
pub(super) fn sample(
    file: &TableFile,
    limit: SampleLimit,
    ty: impl Fn(&str) -> Option<ScalarType>,
) -> Result<Vec<FieldSample>, DataError> {
    let mut records = Records::open(file, open(file)?)?;
    let mut fields = std::mem::take(&mut records.header);
    let types: Vec<Option<ScalarType>> = fields.iter().map(|f| ty(&f.name).or(f.declared)).collect();
    let of_type = |wanted: Option<ScalarType>| (0..types.len()).filter(|i| types[*i] == wanted).collect::<Vec<_>>();
    let (untyped, mut dates) = (of_type(None), of_type(Some(ScalarType::DateTime)));
    let (has_commas, mut decimals) = (records.has_commas, vec![Decimals::default(); fields.len()]);
    while !(untyped.is_empty() && dates.is_empty()) && limit.allows(records.rows, records.reader.position().byte()) {
        let Some((record, _)) = records.next(fields.len())? else { break };
        let cell = |i: usize| record.get(i).unwrap_or_default();
        for i in &untyped {
            match Some(cell(*i)).filter(|_| has_commas).and_then(with_point) {
                Some(number) => fields[*i].seen.add_text(&number),
                None => fields[*i].seen.add_text(cell(*i)),
            }
            decimals[*i].add(cell(*i));
        }
        // A column with a date that begins with the year has no order to settle. What is no date settles nothing.
        dates.retain(|i| !dates::has_other_order(cell(*i)));
        for i in &dates {
            fields[*i].dates.add(cell(*i));
        }
    }
    let contradicting = untyped.into_iter().filter(|i| has_commas && decimals[*i].contradict());
    contradicting.for_each(|i| fields[i].seen.add_word());
    Ok(fields)
}

/// The rows of a file, a batch at a time.
pub(super) struct CsvRows {
    records: Records,
    fields: usize,
    /// The field of each column to build, and the zone of its times; `None` where the file does not have it.
    columns: Vec<Option<(usize, Option<Zone>)>>,
}

impl CsvRows {
    /// Begins to read; `names` are the columns to build.
    pub(super) fn open(file: &TableFile, input: Input, names: &[&str]) -> Result<Self, DataError> {
        let records = Records::open(file, input)?;
        let place = |name: &&str| {
            let place = records.header.iter().position(|f| f.name == **name)?;
            Some((place, records.header[place].zone))
        };
        let columns = names.iter().map(place).collect();
        Ok(Self { fields: records.header.len(), records, columns })
    }

    /// Adds up to `limit` rows to `sink`, and says how many there were.
    pub(super) fn read(&mut self, limit: usize, sink: &mut RowSink) -> Result<usize, DataError> {
        let has_commas = self.records.has_commas;
        for row in 0..limit {
            if sink.is_full() {
                return Ok(row);
            }
            let Some((record, line)) = self.records.next(self.fields)? else { return Ok(row) };
            for (column, field) in self.columns.iter().enumerate() {
                match field.and_then(|(f, zone)| Some((record.get(f)?, zone))) {
                    Some((text, zone)) if has_commas => sink.text_with_comma(zone, column, text, line),
                    Some((text, zone)) => sink.text_in(zone, column, text, line),
                    None => sink.missing(column),
                }
            }
        }
        Ok(limit)
    }
}

struct Records {
    file: TableFile,
    reader: Reader<Bounded<LineEnds>>,
    header: Vec<FieldSample>,
    record: StringRecord,
    rows: u64,
    /// Whether numbers may have a comma before their decimals.
    has_commas: bool,
    /// How many lines stand above the header.
    above: u64,
    /// The line of the last record if it may end inside of quotes, which only the end of the file tells.
    open_since: Option<u64>,
}

impl Records {
    fn open(file: &TableFile, input: Input) -> Result<Self, DataError> {
        let Separated { first_line, separator, above, rest: input } = separated(file, input)?;
        let input = Bounded::new(LineEnds { input: Cursor::new(first_line).chain(input), last: 0, crlf: None });
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(separator).buffer_capacity(BUFFER);
        let reader = builder.from_reader(input);
        let record = StringRecord::new();
        let has_commas = separator == b';';
        let mut records = Self {
            file: file.clone(),
            reader,
            header: Vec::new(),
            record,
            rows: 0,
            has_commas,
            above,
            open_since: None,
        };
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
        let line = self.record.position().map_or(0, Position::line) + self.behind();
        let last = self.record.get(self.record.len().saturating_sub(1)).unwrap_or_default();
        self.open_since = memchr::memchr(b'\n', last.as_bytes()).map(|_| line);
        if self.record.len() != fields {
            return Err(self.wrong_length(fields, line));
        }
        Ok(Some((&self.record, line)))
    }

    /// How many lines the reader is behind: it counts line feeds, and one that follows a carriage return when it reads
    /// on. What stands above the header it does not see.
    fn behind(&self) -> u64 {
        self.above + u64::from(self.reader.get_ref().input.crlf == Some(true))
    }

    fn advance(&mut self) -> Result<bool, DataError> {
        let line = self.reader.position().line() + self.behind();
        self.reader.get_mut().begin_record();
        self.reader.read_record(&mut self.record).map_err(|e| match e.into_kind() {
            ErrorKind::Io(e) if Bounded::<LineEnds>::is_endless(&e) => too_long(&self.file, line),
            ErrorKind::Io(e) => broken(&self.file, &e),
            ErrorKind::Utf8 { pos, .. } => not_utf8(&self.file).at_line(pos.map_or(1, |p| p.line() + self.behind())),
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

/// The names of the header.
fn header(file: &TableFile, record: &StringRecord) -> Result<Vec<FieldSample>, DataError> {
    check_columns(file, record.len(), 1)?;
    let mut fields: Vec<FieldSample> = Vec::with_capacity(record.len());
    let mut places: HashMap<String, usize> = HashMap::with_capacity(record.len());
    for (i, text) in record.iter().map(str::trim).enumerate() {
        let (name, zone) = Zone::split(text).map_or((text, None), |(name, zone)| (name, Some(zone)));
        let name = if name.is_empty() { format!("Column{}", i + 1) } else { name.to_owned() };
        if let Some(other) = places.insert(name.clone(), i) {
            let message = format!("the columns {} and {} are both called '{name}'", other + 1, i + 1);
            return Err(DataError::new(&file.path, message).at_line(1).with_help("rename one of them"));
        }
        fields.push(FieldSample { zone, declared: zone.map(|_| ScalarType::DateTime), ..FieldSample::named(name) });
    }
    Ok(fields)
}

/// What may stand between values: what makes the most names of the header, and the first of several that make as many.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How a file parts its values.
struct Separated {
    /// The line with the names.
    first_line: Vec<u8>,
    separator: u8,
    /// How many lines stand above that line.
    above: u64,
    /// What follows it.
    rest: Input,
}

/// Reads the first line, and tells what it has between its values. Above it, Excel may say so: `sep=;`.
fn separated(file: &TableFile, mut input: Input) -> Result<Separated, DataError> {
    let mut read_line = || {
        let mut line = Vec::new();
        let read = input.by_ref().take(BUFFER as u64).read_until(b'\n', &mut line);
        read.map(|_| line).map_err(|e| broken(file, &e))
    };
    let line = read_line()?;
    if let Some([separator, b'\r' | b'\n', ..]) = line.strip_prefix(b"sep=") {
        let (separator, first_line) = (*separator, read_line()?);
        return Ok(Separated { first_line, separator, above: 1, rest: input });
    }
    let fields = |separator: u8| {
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(separator);
        builder.from_reader(&line[..]).byte_records().next().and_then(Result::ok).map_or(0, |record| record.len())
    };
    let separator = SEPARATORS.into_iter().rev().max_by_key(|separator| fields(*separator)).unwrap_or(SEPARATORS[0]);
    Ok(Separated { first_line: line, separator, above: 0, rest: input })
}

/// Remembers the last byte that is no line break, which tells whether the file ends inside of quotes, and how its first
/// line ends.
struct LineEnds {
    input: Chain<Cursor<Vec<u8>>, Input>,
    last: u8,
    /// Whether a carriage return stands before the line feed; none before the first line has ended.
    crlf: Option<bool>,
}

impl Read for LineEnds {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        if self.crlf.is_none()
            && let Some(end) = memchr::memchr(b'\n', &buffer[..count])
        {
            self.crlf = Some(end > 0 && buffer[end - 1] == b'\r');
        }
        if let Some(last) = buffer[..count].iter().rev().find(|b| !matches!(b, b'\r' | b'\n')) {
            self.last = *last;
        }
        Ok(count)
    }
}
