//! Inputs whose records are JSON objects: a line each, in an array, in an envelope, or one behind the other.

use std::io::{self, Cursor, Read};

use super::Piece;
use super::frames::Scanner;
use super::lines::{LineReader, Memory, read_opened_lines};
use super::records::{Framing, RecordReader, read_records};
use super::stream::Stream;
use crate::json::Object;
use crate::rows::Output;
use crate::text;
use crate::{HEAD_BYTES, Input, Sink, SourceError};

/// Makes rows of objects.
pub(crate) trait JsonReader: Send + Sync {
    /// Whether text between records only separates them.
    fn is_separator(&self, _text: &str) -> bool {
        false
    }

    /// Makes rows of a record. An error is the reason why it cannot be read; nothing may have been written then.
    fn record(&self, record: &Object<'_>, text: &str, out: &mut Output) -> Result<(), &'static str>;
}

/// Reads an input of JSON.
pub(crate) fn read_json<R: JsonReader>(reader: &R, input: Input, out: &mut dyn Sink) -> Result<(), SourceError> {
    let name = input.name.clone();
    let live = input.live;
    let failed = |error: io::Error| SourceError::Read { name: name.clone(), offset: 0, error };
    let mut bytes = input.open().and_then(text::utf8).map_err(failed)?;
    if live {
        // Whoever sends record by record sends lines.
        return read_opened_lines(&Lines(reader), &name, Stream::new(bytes, true), None, out);
    }
    let mut head = Vec::new();
    bytes.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut head).map_err(failed)?;
    let is_lines = is_lines(&head);
    let stream = Stream::new(Box::new(Cursor::new(head).chain(bytes)), false);
    if is_lines {
        return read_opened_lines(&Lines(reader), &name, stream, None, out);
    }
    read_records::<Scanner, _>(&Records(reader), &name, stream, out)
}

/// Whether each line is a record: the first is a whole object, and no envelope.
pub(crate) fn is_lines(head: &[u8]) -> bool {
    let mut lines = head.split(|b| *b == b'\n').map(<[u8]>::trim_ascii_start);
    let Some(first) = lines.find(|line| line.starts_with(b"{") || line.starts_with(b"[")) else { return true };
    let mut records = Vec::new();
    let mut scanner = Scanner::default();
    scanner.scan(first, |range, _| records.push(range));
    let whole = 0..first.trim_ascii_end().len();
    first.starts_with(b"{") && !scanner.is_open() && records == std::slice::from_ref(&whole)
}

struct Lines<'r, R>(&'r R);

impl<R: JsonReader> LineReader for Lines<'_, R> {
    type State = ();

    const MEMORY: Memory = Memory::None;

    fn begin(&self, _piece: &Piece) {}

    fn line(&self, line: &str, (): &mut (), out: &mut Output) -> Result<(), &'static str> {
        self.0.record(&Object::parse(line)?, line, out)
    }
}

struct Records<'r, R>(&'r R);

impl<R: JsonReader> RecordReader for Records<'_, R> {
    const STRAY: &'static str = "text that is no JSON";

    fn is_separator(&self, text: &str) -> bool {
        self.0.is_separator(text)
    }

    fn record(&self, bytes: &[u8], out: &mut Output) -> Result<(), &'static str> {
        let text = std::str::from_utf8(bytes).map_err(|_| "JSON that is not UTF-8")?;
        self.0.record(&Object::parse(text)?, text, out)
    }
}
