//! Cuts a stream of JSON into its objects: an array of them, one a line, or one after the other, in constant memory. Of
//! a query's answer it makes the objects.

use std::io::BufRead;
use std::ops::Range;

use lurcher_functions::allowance::allowed;
use memchr::memchr2;

use super::envelope;
use super::input::{Input, broken, too_long};
use super::response::Response;
use crate::tables::DataError;
use crate::workspace::TableFile;

/// One object's text.
pub(super) struct Frame<'a> {
    /// The line that it begins in.
    pub(super) line: u64,
    /// From `{` to `}`.
    pub(super) bytes: &'a [u8],
}

/// The objects of a file.
pub(super) struct Frames {
    file: TableFile,
    input: Input,
    /// The text read and not yet given out is `buffer[start..]`.
    buffer: Vec<u8>,
    start: usize,
    line: u64,
    ended: bool,
    /// Inside of an array; whether a comma must come before the next object.
    array: Option<Separator>,
    /// All bytes given out so far.
    given: u64,
    /// Whether the first object is still to come.
    is_first: bool,
    /// The file, where it is the answer to a query.
    response: Option<Response>,
    /// Whether the objects are records of a stream, which have the rows in them.
    is_stream: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// After `[`: an object or `]`.
    First,
    /// After an object: `,` or `]`.
    Needed,
    /// After `,`: an object.
    Seen,
}

impl Frames {
    pub(super) fn new(file: TableFile, input: Input) -> Self {
        Self {
            file,
            input,
            buffer: Vec::new(),
            start: 0,
            line: 1,
            ended: false,
            array: None,
            given: 0,
            is_first: true,
            response: None,
            is_stream: false,
        }
    }

    /// Where the file ends before its last object, or the array around it, does.
    pub(super) fn where_it_breaks_off(mut self) -> Option<DataError> {
        loop {
            match self.next() {
                Ok(Some(_)) => {}
                Ok(None) => return None,
                // What is no JSON is not cut.
                Err(error) => return self.ended.then_some(error),
            }
        }
    }

    /// The bytes of all objects so far.
    pub(super) fn bytes_given(&self) -> u64 {
        self.given
    }

    /// The next object.
    pub(super) fn next(&mut self) -> Result<Option<Frame<'_>>, DataError> {
        if self.response.is_some() {
            return Ok(self.response.as_mut().and_then(Response::next));
        }
        let Some((line, place)) = self.cut()? else { return Ok(None) };
        let is_first = std::mem::take(&mut self.is_first);
        if is_first && self.array.is_none() {
            self.response = Response::of(&Frame { line, bytes: &self.buffer[place.clone()] });
            if self.response.is_some() {
                return Ok(self.response.as_mut().and_then(Response::next));
            }
        }
        self.is_stream |= is_first && envelope::row(&self.buffer[place.clone()]).is_some();
        let record = &self.buffer[place];
        let row = if self.is_stream { envelope::row(record) } else { None };
        Ok(Some(Frame { line, bytes: row.map_or(record, |row| &record[row]) }))
    }

    /// The line and the place in the buffer of the next object as it stands in the file.
    fn cut(&mut self) -> Result<Option<(u64, Range<usize>)>, DataError> {
        loop {
            let Some(byte) = self.peek()? else {
                return match self.array {
                    None => Ok(None),
                    Some(_) => Err(self.breaks_off("the array is not closed", self.line)),
                };
            };
            match (byte, self.array) {
                (b'\n', _) => self.line += 1,
                (b' ' | b'\t' | b'\r', _) => {}
                (b'[', None) => self.array = Some(Separator::First),
                (b']', Some(Separator::First | Separator::Needed)) => self.array = None,
                (b',', Some(Separator::Needed)) => self.array = Some(Separator::Seen),
                (b'{', None | Some(Separator::First | Separator::Seen)) => break,
                (other, _) => {
                    let message = format!("an object is expected here, not '{}'", char::from(other).escape_default());
                    let error = DataError::new(&self.file.path, message).at_line(self.line);
                    return Err(error.with_help("the file holds objects: one a line, or in one array"));
                }
            }
            self.start += 1;
        }
        let line = self.line;
        let length = self.object()?;
        self.array = self.array.map(|_| Separator::Needed);
        self.given += length as u64;
        let place = self.start..self.start + length;
        self.line += memchr::memchr_iter(b'\n', &self.buffer[place.clone()]).count() as u64;
        self.start = place.end;
        Ok(Some((line, place)))
    }

    fn peek(&mut self) -> Result<Option<u8>, DataError> {
        while self.start == self.buffer.len() && !self.ended {
            self.read_more()?;
        }
        Ok(self.buffer.get(self.start).copied())
    }

    /// The length of the object that begins at `start`.
    fn object(&mut self) -> Result<usize, DataError> {
        let (mut at, mut depth, mut in_string) = (0, 0_usize, false);
        loop {
            let text = &self.buffer[self.start..];
            while at < text.len() {
                if in_string {
                    match memchr2(b'"', b'\\', &text[at..]) {
                        None => at = text.len(),
                        Some(i) if text[at + i] == b'"' => {
                            in_string = false;
                            at += i + 1;
                        }
                        // The escaped character may not have been read yet: `at` then lies one beyond.
                        Some(i) => at += i + 2,
                    }
                    continue;
                }
                match text[at] {
                    b'"' => in_string = true,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => {
                        depth -= 1;
                        if depth == 0 {
                            return Ok(at + 1);
                        }
                    }
                    _ => {}
                }
                at += 1;
            }
            if self.ended {
                let what = if in_string {
                    "a string is not closed in the object that begins here"
                } else {
                    "the object that begins here is not closed"
                };
                return Err(self.breaks_off(what, self.line));
            }
            self.read_more()?;
        }
    }

    fn read_more(&mut self) -> Result<(), DataError> {
        self.buffer.drain(..self.start);
        self.start = 0;
        if self.buffer.len() > allowed() {
            return Err(too_long(&self.file, self.line));
        }
        let more = self.input.fill_buf().map_err(|e| broken(&self.file, &e))?;
        self.ended = more.is_empty();
        self.buffer.extend_from_slice(more);
        let count = more.len();
        self.input.consume(count);
        Ok(())
    }

    fn breaks_off(&self, what: &str, line: u64) -> DataError {
        let error = DataError::new(&self.file.path, format!("the JSON breaks off: {what}")).at_line(line);
        error.with_help("the file is cut, or a bracket is missing")
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::io::{BufReader, Read};

    use super::*;
    use crate::workspace::{Compression, FileFormat};

    /// One byte at a time.
    struct Slow(Cursor<Vec<u8>>);

    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = buffer.len().min(1);
            self.0.read(&mut buffer[..count])
        }
    }

    fn frames(json: &str) -> Result<Vec<(u64, String)>, String> {
        let file = TableFile { path: "t.json".into(), format: FileFormat::Json, compression: Compression::None };
        let mut results = [false, true].map(|slow| {
            let bytes = Cursor::new(json.as_bytes().to_vec());
            let input: Input = if slow { Box::new(BufReader::with_capacity(1, Slow(bytes))) } else { Box::new(bytes) };
            let mut frames = Frames::new(file.clone(), input);
            let mut found = Vec::new();
            loop {
                match frames.next() {
                    Ok(Some(frame)) => found.push((frame.line, String::from_utf8_lossy(frame.bytes).into_owned())),
                    Ok(None) => return Ok(found),
                    Err(e) => return Err(e.to_string()),
                }
            }
        });
        assert_eq!(results[0], results[1]);
        std::mem::replace(&mut results[0], Ok(Vec::new()))
    }

    #[test]
    fn lines_arrays_and_sequences() {
        let expected = Ok(vec![(1, "{\"a\":\"}\\\"\"}".to_owned()), (2, "{\"b\":[{}]}".to_owned())]);
        assert_eq!(frames("{\"a\":\"}\\\"\"}\n{\"b\":[{}]}\n"), expected);
        assert_eq!(frames("[{\"a\":\"}\\\"\"},\n{\"b\":[{}]}]"), expected);
        assert_eq!(frames("[{\"a\":\"}\\\"\"}]\r\n[{\"b\":[{}]}]"), expected);
        assert_eq!(frames("{\n\"a\":\n1}{}"), Ok(vec![(1, "{\n\"a\":\n1}".to_owned()), (3, "{}".to_owned())]));
        for empty in ["", " \n ", "[]", "[ ]\n"] {
            assert_eq!(frames(empty), Ok(Vec::new()));
        }
    }

    #[test]
    fn the_answer_of_a_query() {
        let found = |json: &str| frames(json).unwrap();
        let expected = vec![(1, "{\"a\":1,\"b\":[null]}".to_owned()), (2, "{\"a\":\"x\",\"b\":{}}".to_owned())];
        let rows = "[[1,[null]],\n[\"x\",{}]]";
        let columns = "[{\"name\":\"a\",\"type\":\"dynamic\"},{\"name\":\"b\",\"type\":\"dynamic\"}]";
        let answer = format!("{{\"tables\":[{{\"name\":\"PrimaryResult\",\"columns\":{columns},\"rows\":{rows}}}]}}");
        assert_eq!(found(&answer), expected);
        let kusto = "[{\"ColumnName\":\"a\"},{\"ColumnName\":\"b\"}]";
        let answer = format!("{{\"Tables\":[{{\"TableName\":\"Table_0\",\"Columns\":{kusto},\"Rows\":{rows}}},{{}}]}}");
        assert_eq!(found(&answer), expected);
        let empty = format!("{{\"statistics\":{{}},\"tables\":[{{\"columns\":{columns},\"rows\":[]}}]}}");
        assert_eq!(found(&empty), []);
        // What only looks like one is an object as it stands.
        for object in ["{\"tables\":[]}", "{\"tables\":[{\"rows\":[]}]}", "{\"tables\":[1]}", "{\"tables\":{}}"] {
            assert_eq!(found(object), [(1, object.to_owned())]);
        }
    }

    #[test]
    fn mistakes_name_the_line() {
        for (json, expected) in [
            ("{}\n{\"a\":1\n", "t.json:2: the JSON breaks off: the object that begins here is not closed"),
            ("{\"a\":\"x", "t.json:1: the JSON breaks off: a string is not closed"),
            ("[{},\n{}", "t.json:2: the JSON breaks off: the array is not closed"),
            ("[{}\n{}]", "t.json:2: an object is expected here, not '{'"),
            ("[{},]", "t.json:1: an object is expected here, not ']'"),
            ("1", "t.json:1: an object is expected here, not '1'"),
            ("[[]]", "t.json:1: an object is expected here, not '['"),
            ("]", "t.json:1: an object is expected here, not ']'"),
        ] {
            assert!(frames(json).is_err_and(|e| e.starts_with(expected)), "{json}");
        }
    }
}
