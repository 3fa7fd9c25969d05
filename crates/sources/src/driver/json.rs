//! Inputs whose records are JSON objects: a line each, in an array, in an envelope, or one behind the other.

use std::io::{self, Cursor, Read};
use std::ops::Range;

use super::frames::{Fault, Scanner};
use super::lines::{LineReader, Memory, read_opened_lines};
use super::stream::{Filled, Stream};
use super::{PIECE_BYTES, Piece, PieceReader, RECORD_BYTES, Splitter, parallel};
use crate::json::Object;
use crate::rows::{KEPT_BYTES, Output};
use crate::sink::Unparsed;
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
    let mut splitter = JsonSplitter {
        stream,
        buffer: Vec::new(),
        scanner: Scanner::default(),
        offset: 0,
        record: 1,
        ended: false,
        overlong: None,
    };
    parallel::run(&name, &mut splitter, &Records(reader), out)
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

struct JsonSplitter {
    stream: Stream,
    buffer: Vec<u8>,
    scanner: Scanner,
    offset: u64,
    record: i64,
    ended: bool,
    /// A record that is too long, whose end has not come yet.
    overlong: Option<Unparsed>,
}

impl Splitter for JsonSplitter {
    fn next(&mut self) -> io::Result<Option<Piece>> {
        while !self.ended {
            self.buffer.reserve(PIECE_BYTES);
            self.ended = self.stream.fill(&mut self.buffer, PIECE_BYTES)? == Filled::End;
            let (mut frames, mut overlong) = (Vec::new(), self.overlong.take());
            let mut skipped = None;
            self.scanner.scan(&self.buffer, |range, fault| match overlong.take() {
                // The end of what is too long.
                Some(unparsed) => skipped = Some(unparsed),
                None => frames.push((range, fault)),
            });
            self.overlong = overlong;
            if self.ended && self.scanner.is_open() && self.overlong.is_none() {
                frames.push((self.scanner.needed()..self.buffer.len(), Some(Fault::Cut)));
            }
            if self.ended {
                skipped = skipped.or(self.overlong.take());
            }
            if !frames.is_empty() || skipped.is_some() || self.ended {
                return Ok(self.piece(frames, skipped));
            }
            if self.buffer.len() - self.scanner.needed() > RECORD_BYTES {
                self.shorten();
            }
        }
        Ok(None)
    }

    fn offset(&self) -> u64 {
        self.offset + self.buffer.len() as u64
    }
}

impl JsonSplitter {
    fn piece(&mut self, frames: Vec<(Range<usize>, Option<Fault>)>, overlong: Option<Unparsed>) -> Option<Piece> {
        let needed = if self.ended { self.buffer.len() } else { self.scanner.needed() };
        let rest = self.buffer.split_off(needed);
        let bytes = std::mem::replace(&mut self.buffer, rest);
        self.scanner.dropped(needed.min(self.scanner.at()));
        let record = self.record + i64::from(overlong.is_some());
        self.record = record + frames.len() as i64;
        let piece = Piece { offset: self.offset, record, unread: overlong, frames, bytes, ..Piece::default() };
        self.offset += piece.bytes.len() as u64;
        (!piece.bytes.is_empty() || piece.unread.is_some()).then_some(piece)
    }

    /// Forgets what a record that is too long has had so far, and keeps its beginning.
    fn shorten(&mut self) {
        let start = self.scanner.needed();
        if self.overlong.is_none() {
            let kept = &self.buffer[start..self.buffer.len().min(start + KEPT_BYTES)];
            self.overlong = Some(Unparsed {
                offset: self.offset + start as u64,
                record: self.record,
                reason: format!("a record of more than {} MB", RECORD_BYTES / 1_024 / 1_024),
                bytes: kept.to_vec(),
            });
        }
        let count = self.buffer.len();
        self.offset += count as u64;
        self.buffer.clear();
        self.scanner.dropped(count);
    }
}

struct Records<'r, R>(&'r R);

impl<R: JsonReader> PieceReader for Records<'_, R> {
    fn read(&self, piece: &Piece, out: &mut Output) {
        for (index, (range, fault)) in piece.frames.iter().enumerate() {
            let bytes = &piece.bytes[range.clone()];
            if fault.is_some() && self.0.is_separator(&text::decode(bytes)) {
                continue;
            }
            out.begin(piece.record + index as i64);
            let read = match fault {
                Some(Fault::Stray) => Err("text that is no JSON"),
                Some(Fault::Cut) => Err("the file ends inside of a record"),
                None => std::str::from_utf8(bytes)
                    .map_err(|_| "JSON that is not UTF-8")
                    .and_then(|text| self.0.record(&Object::parse(text)?, text, out)),
            };
            if let Err(reason) = read {
                out.unparsed(piece.offset + range.start as u64, reason, bytes);
            }
        }
    }
}
