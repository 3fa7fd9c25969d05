//! The answer of the query API as a file: `{"tables": [{"columns": [{"name": …}], "rows": [[…]]}]}`, as Log Analytics
//! gives it to a request, or the same with `Tables`, `Columns`, `ColumnName` and `Rows`, as Kusto does.
//! <https://learn.microsoft.com/azure/azure-monitor/logs/api/response-format>

use std::ops::Range;

use jiter::{Jiter, JiterResult, Peek};

use super::frames::Frame;

/// The rows of an answer's first table, each to be made an object.
pub(super) struct Response {
    text: Vec<u8>,
    /// The columns' names, quoted.
    names: Vec<String>,
    /// Where the rows are in the text, from `[` to `]`, the next one last.
    rows: Vec<Range<usize>>,
    /// How far lines are counted, and the line there.
    counted: usize,
    line: u64,
    object: Vec<u8>,
}

/// Where the parts of a table are.
#[derive(Default)]
struct Table {
    names: Option<Vec<String>>,
    rows: Option<Vec<Range<usize>>>,
}

impl Response {
    /// The answer that the object is which begins in that line, if it is one.
    pub(super) fn of(object: &Frame<'_>) -> Option<Self> {
        let table = first_table(object.bytes).ok().flatten()?;
        let mut rows = table.rows?;
        rows.reverse();
        let text = object.bytes.to_vec();
        Some(Self { text, names: table.names?, rows, counted: 0, line: object.line, object: Vec::new() })
    }

    /// The next row as an object.
    pub(super) fn next(&mut self) -> Option<Frame<'_>> {
        let row = self.rows.pop()?;
        self.line += memchr::memchr_iter(b'\n', &self.text[self.counted..row.start]).count() as u64;
        self.counted = row.start;
        self.object.clear();
        self.object.push(b'{');
        let cells = elements(&self.text[row.clone()]).unwrap_or_default();
        for (name, cell) in self.names.iter().zip(cells) {
            if self.object.len() > 1 {
                self.object.push(b',');
            }
            self.object.extend_from_slice(name.as_bytes());
            self.object.push(b':');
            self.object.extend_from_slice(&self.text[row.start + cell.start..row.start + cell.end]);
        }
        self.object.push(b'}');
        Some(Frame { line: self.line, bytes: &self.object })
    }
}

/// The first table of an answer; nothing where the object is none.
fn first_table(object: &[u8]) -> JiterResult<Option<Table>> {
    let mut json = Jiter::new(object);
    let mut key = json.next_object()?;
    while let Some(name) = key {
        if name.eq_ignore_ascii_case("tables") && json.peek()? == Peek::Array {
            return match json.known_array()? {
                Some(Peek::Object) => table(&mut json).map(Some),
                _ => Ok(None),
            };
        }
        json.next_skip()?;
        key = json.next_key()?;
    }
    Ok(None)
}

fn table(json: &mut Jiter<'_>) -> JiterResult<Table> {
    let mut table = Table::default();
    let mut key = json.known_object()?;
    while let Some(name) = key {
        let (is_columns, is_rows) = (name.eq_ignore_ascii_case("columns"), name.eq_ignore_ascii_case("rows"));
        match json.peek()? {
            Peek::Array if is_columns => table.names = column_names(json)?,
            Peek::Array if is_rows => table.rows = Some(ranges(json)?),
            kind => json.known_skip(kind)?,
        }
        key = json.next_key()?;
    }
    Ok(table)
}

/// The quoted names of `[{"name": …}, …]`.
fn column_names(json: &mut Jiter<'_>) -> JiterResult<Option<Vec<String>>> {
    let mut names = Vec::new();
    let mut element = json.known_array()?;
    while let Some(kind) = element {
        if kind != Peek::Object {
            json.known_skip(kind)?;
            return Ok(None);
        }
        let mut key = json.known_object()?;
        while let Some(name) = key {
            let is_name = name.eq_ignore_ascii_case("name") || name.eq_ignore_ascii_case("columnname");
            let kind = json.peek()?;
            let start = json.current_index();
            json.known_skip(kind)?;
            if is_name && kind == Peek::String {
                names.push(String::from_utf8_lossy(json.slice_to_current(start)).into_owned());
            }
            key = json.next_key()?;
        }
        element = json.array_step()?;
    }
    Ok(Some(names))
}

/// Where the elements of an array are.
fn elements(array: &[u8]) -> JiterResult<Vec<Range<usize>>> {
    let mut json = Jiter::new(array);
    match json.peek()? {
        Peek::Array => ranges(&mut json),
        _ => Ok(Vec::new()),
    }
}

fn ranges(json: &mut Jiter<'_>) -> JiterResult<Vec<Range<usize>>> {
    let mut found = Vec::new();
    let mut element = json.known_array()?;
    while let Some(kind) = element {
        let start = json.current_index();
        json.known_skip(kind)?;
        found.push(start..json.current_index());
        element = json.array_step()?;
    }
    Ok(found)
}
