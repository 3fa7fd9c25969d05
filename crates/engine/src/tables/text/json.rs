//! JSON, read object by object.

use std::borrow::Cow;
use std::collections::HashMap;

use indexmap::IndexMap;
use jiter::{Jiter, JiterError, Peek};
use lurcher_functions::kernel::json_path::{Step, find};
use lurcher_symbols::ScalarType;
use lurcher_symbols::values::dynamic::{self, Dynamic};

use super::dates::DateOrder;
use super::field::Field;
use super::frames::{Frame, Frames};
use super::inference::{SampleLimit, Seen};
use super::input::{Input, check_columns, not_utf8, open};
use super::zones::Zone;
use super::{FieldSample, RowSink};
use crate::tables::DataError;
use crate::tables::cells::JsonCell;
use crate::workspace::TableFile;

/// The keys of a file's objects in the order in which they first appear, and what their values are.
pub(super) fn sample(file: &TableFile, limit: SampleLimit) -> Result<Vec<FieldSample>, DataError> {
    let mut frames = Frames::new(file.clone(), open(file)?);
    let mut fields: IndexMap<String, (Seen, DateOrder)> = IndexMap::new();
    let mut rows = 0;
    while limit.allows(rows, frames.bytes_given()) {
        let Some(frame) = frames.next()? else { break };
        rows += 1;
        for_each_field(file, &frame, |key, cell| {
            let add = |(seen, dates): &mut (Seen, DateOrder)| {
                seen.add_json(&cell);
                if let JsonCell::Text(text) = &cell {
                    dates.add(text);
                }
            };
            match fields.get_mut(key) {
                Some(field) => add(field),
                None => add(fields.entry(key.to_owned()).or_default()),
            }
        })?;
        check_columns(file, fields.len(), frame.line)?;
    }
    let mut samples: Vec<FieldSample> = Vec::with_capacity(fields.len());
    for (key, (seen, dates)) in fields {
        let zoned = Zone::split(&key).map(|(name, zone)| (name.to_owned(), zone));
        let declared = zoned.as_ref().map(|_| ScalarType::DateTime);
        let (name, zone) = zoned.map_or((key, None), |(name, zone)| (name, Some(zone)));
        // A key may stand with its zone and without.
        match samples.iter_mut().find(|sample| declared.is_some() && sample.name == name) {
            Some(known) => *known = FieldSample { declared, ..known.clone() },
            None => samples.push(FieldSample { declared, seen, dates, zone, ..FieldSample::named(name) }),
        }
    }
    Ok(samples)
}

/// The rows of a file, a batch at a time.
pub(super) struct JsonRows {
    file: TableFile,
    frames: Frames,
    /// What is built of a key's value: a column, and the steps from the value to the column's.
    keys: HashMap<String, Vec<(usize, Vec<Step>)>>,
    /// The columns that hold the whole object.
    whole: Vec<usize>,
    /// The columns that hold the same text in every row.
    constants: Vec<(usize, String)>,
    columns: usize,
}

impl JsonRows {
    /// Begins to read; `names` are the keys of the columns to build.
    pub(super) fn open(file: &TableFile, input: Input, names: &[&str]) -> Self {
        let fields: Vec<Field> = names.iter().map(|name| Field::Path(vec![Step::key(name)])).collect();
        Self::new(file.clone(), input, &fields)
    }

    /// Begins to read; `fields` are where the columns to build are.
    pub(super) fn new(file: TableFile, input: Input, fields: &[Field]) -> Self {
        let frames = Frames::new(file.clone(), input);
        let mut rows = Self {
            file,
            frames,
            keys: HashMap::new(),
            whole: Vec::new(),
            constants: Vec::new(),
            columns: fields.len(),
        };
        for (column, field) in fields.iter().enumerate() {
            match field {
                Field::Path(steps) => match steps.split_first() {
                    Some((Step::Key(key), rest)) => {
                        rows.keys.entry(unescaped(key).into_owned()).or_default().push((column, rest.to_vec()));
                    }
                    // An object has no elements.
                    Some((Step::Index(_), _)) => {}
                    None => rows.whole.push(column),
                },
                Field::Constant(text) => rows.constants.push((column, text.clone())),
                Field::Ordinal(_) => {}
            }
        }
        rows
    }

    /// Adds up to `limit` rows to `sink`, and says how many there were.
    pub(super) fn read(&mut self, limit: usize, sink: &mut RowSink) -> Result<usize, DataError> {
        for row in 0..limit {
            if sink.is_full() {
                return Ok(row);
            }
            let Some(frame) = self.frames.next()? else { return Ok(row) };
            let mut inner: Vec<(usize, String)> = Vec::new();
            let mut cells: Vec<JsonCell<'_>> = vec![JsonCell::Null; self.columns];
            let mut zones: Vec<(usize, Zone)> = Vec::new();
            let text = walk(
                &self.file,
                &frame,
                |key| {
                    let own = || Some((self.keys.get(key)?, None));
                    let zoned = || Zone::split(key).and_then(|(name, zone)| Some((self.keys.get(name)?, Some(zone))));
                    own().or_else(zoned)
                },
                |(targets, zone), value| {
                    for (column, steps) in targets {
                        zones.extend(zone.map(|zone| (*column, zone)));
                        match steps.as_slice() {
                            [] => cells[*column] = value.cell(),
                            steps => inner.extend(value.inner(steps).map(|json| (*column, json))),
                        }
                    }
                },
            )?;
            self.whole.iter().for_each(|column| cells[*column] = JsonCell::Nested(text));
            self.constants.iter().for_each(|(column, text)| cells[*column] = JsonCell::Text(text.into()));
            inner.iter().for_each(|(column, json)| cells[*column] = Value::of(json).cell());
            for (column, cell) in cells.iter().enumerate() {
                let zone = zones.iter().find(|(of, _)| *of == column).map(|(_, zone)| *zone);
                sink.json_in(zone, column, cell, frame.line);
            }
        }
        Ok(limit)
    }
}

/// Calls `field` with every key and value of an object.
fn for_each_field(
    file: &TableFile,
    frame: &Frame<'_>,
    mut field: impl FnMut(&str, JsonCell<'_>),
) -> Result<(), DataError> {
    walk(file, frame, |key| Some(key.to_owned()), |key, value| field(&key, value.cell())).map(drop)
}

/// Calls `field` with the values of an object whose keys `wanted` maps to something; the others are checked and
/// skipped. Returns the object's text.
fn walk<'f, T>(
    file: &TableFile,
    frame: &Frame<'f>,
    wanted: impl Fn(&str) -> Option<T>,
    mut field: impl FnMut(T, Value<'f>),
) -> Result<&'f str, DataError> {
    let text = std::str::from_utf8(frame.bytes).map_err(|e| {
        let line = frame.line + lines(&frame.bytes[..e.valid_up_to()]);
        not_utf8(file).at_line(line)
    })?;
    let mut json = Jiter::new(frame.bytes);
    let mistake = |e: JiterError| mistake(file, frame, &e);
    let mut target = json.next_object().map_err(mistake)?.map(&wanted);
    while let Some(to) = target {
        let kind = json.peek().map_err(mistake)?;
        let start = json.current_index();
        json.known_skip(kind).map_err(mistake)?;
        if let Some(to) = to {
            field(to, Value { kind, text: &text[start..json.current_index()] });
        }
        target = json.next_key().map_err(mistake)?.map(&wanted);
    }
    json.finish().map_err(mistake)?;
    Ok(text)
}

/// A value of an object.
#[derive(Clone, Copy)]
struct Value<'f> {
    kind: Peek,
    text: &'f str,
}

impl<'f> Value<'f> {
    /// The value of a JSON text.
    fn of(text: &'f str) -> Self {
        Self { kind: text.bytes().next().map_or(Peek::Null, Peek::new), text }
    }

    fn cell(self) -> JsonCell<'f> {
        match self.kind {
            Peek::Null => JsonCell::Null,
            Peek::True => JsonCell::Bool(true),
            Peek::False => JsonCell::Bool(false),
            Peek::String => JsonCell::Text(unescaped(self.text)),
            Peek::Object | Peek::Array => JsonCell::Nested(self.text),
            _ => JsonCell::Number(self.text),
        }
    }

    /// The JSON of the value that a path leads to.
    fn inner(self, steps: &[Step]) -> Option<String> {
        let canonical = dynamic::canonicalize(self.text)?;
        find(Some(&canonical), steps).map(|json| dynamic::plain_json(json).into_owned())
    }
}

fn unescaped(quoted: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\\', quoted.as_bytes()).is_none() {
        return Cow::Borrowed(&quoted[1..quoted.len() - 1]);
    }
    match Dynamic::unquote(quoted) {
        Some(text) => Cow::Owned(text),
        None => Cow::Borrowed(&quoted[1..quoted.len() - 1]),
    }
}

fn mistake(file: &TableFile, frame: &Frame<'_>, error: &JiterError) -> DataError {
    let before = &frame.bytes[..error.index.min(frame.bytes.len())];
    let mut mistake = DataError::new(&file.path, format!("is no valid JSON: {}", error.error_type));
    let inner_lines = lines(before);
    mistake.line = Some(frame.line + inner_lines);
    if inner_lines > 0 {
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |i| i + 1);
        mistake.character = Some((before.len() - line_start) as u64 + 1);
    }
    mistake
}

fn lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
