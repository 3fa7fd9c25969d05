//! Inputs of comma-separated values, whose records may hold line ends.

use std::io;
use std::sync::Arc;

use super::stream::{Filled, Stream};
use super::{PIECE_BYTES, Piece, PieceReader, RECORD_BYTES, Splitter, parallel};
use crate::rows::{KEPT_BYTES, Output};
use crate::sink::Unparsed;
use crate::text;
use crate::{Input, Sink, SourceError};

/// Makes rows of records whose fields have names.
pub(crate) trait CsvReader: Send + Sync {
    /// What is worked out of the header once a piece.
    type Header;

    /// Takes in the names of the fields.
    fn header(&self, names: &[&str]) -> Self::Header;

    /// Makes rows of a record. An error is the reason why it cannot be read; nothing may have been written then.
    fn record(&self, header: &Self::Header, fields: &[&str], out: &mut Output) -> Result<(), &'static str>;
}

/// Reads an input of comma-separated values under a line of names.
pub(crate) fn read_csv<R: CsvReader>(reader: &R, input: Input, out: &mut dyn Sink) -> Result<(), SourceError> {
    let name = input.name.clone();
    let live = input.live;
    let failed = |error: io::Error| SourceError::Read { name: name.clone(), offset: 0, error };
    let stream = Stream::new(input.open().and_then(text::utf8).map_err(failed)?, live);
    let mut splitter = CsvSplitter {
        stream,
        rest: Vec::new(),
        scanned: 0,
        quoted: false,
        end: 0,
        records: 0,
        offset: 0,
        record: 1,
        header: None,
        ended: false,
    };
    parallel::run(&name, &mut splitter, &Records(reader), out)
}

struct CsvSplitter {
    stream: Stream,
    rest: Vec<u8>,
    /// How far the bytes have been looked at, and whether a quote is open there.
    scanned: usize,
    quoted: bool,
    /// Where the last whole record ends, and how many there are before.
    end: usize,
    records: i64,
    offset: u64,
    record: i64,
    header: Option<Arc<str>>,
    ended: bool,
}

impl Splitter for CsvSplitter {
    fn next(&mut self) -> io::Result<Option<Piece>> {
        loop {
            if !self.ended {
                self.rest.reserve(PIECE_BYTES);
                self.ended = self.stream.fill(&mut self.rest, PIECE_BYTES)? == Filled::End;
            }
            self.scan();
            if self.ended && self.end < self.rest.len() {
                (self.end, self.records) = (self.rest.len(), self.records + 1);
            }
            if self.end == 0 {
                if self.ended {
                    return Ok(None);
                }
                if self.rest.len() > RECORD_BYTES {
                    return self.overlong().map(Some);
                }
                continue;
            }
            let rest = self.rest.split_off(self.end);
            let bytes = std::mem::replace(&mut self.rest, rest);
            let (offset, record) = (self.offset, self.record);
            self.offset += bytes.len() as u64;
            self.record += self.records;
            (self.scanned, self.end, self.records) = (self.scanned - self.end, 0, 0);
            let is_first = self.header.is_none();
            let directives = Arc::clone(self.header.get_or_insert_with(|| first_record(&bytes).into()));
            // The first piece has the header in front, which is no record.
            let skipped = if is_first { directives.len() } else { 0 };
            let frames = vec![(skipped.min(bytes.len())..bytes.len(), None)];
            let record = record + i64::from(is_first);
            return Ok(Some(Piece { bytes, offset, record, directives, frames, ..Piece::default() }));
        }
    }

    fn offset(&self) -> u64 {
        self.offset + self.rest.len() as u64
    }

    fn is_live(&self) -> bool {
        self.stream.is_live()
    }
}

impl CsvSplitter {
    /// Looks for the ends of records in what is new: line ends outside of quotes.
    fn scan(&mut self) {
        let from = self.scanned;
        for at in memchr::memchr2_iter(b'"', b'\n', &self.rest[from..]).map(|at| from + at) {
            if self.rest[at] == b'"' {
                self.quoted = !self.quoted;
            } else if !self.quoted {
                (self.end, self.records) = (at + 1, self.records + 1);
            }
        }
        self.scanned = self.rest.len();
    }

    /// A record without end: a quote was never closed. The line it begins with is given up.
    fn overlong(&mut self) -> io::Result<Piece> {
        let line = memchr::memchr(b'\n', &self.rest).map_or(self.rest.len(), |at| at + 1);
        let unparsed = Unparsed {
            offset: self.offset,
            record: self.record,
            reason: format!("a record of more than {} MB, or a quote that is not closed", RECORD_BYTES / 1_024 / 1_024),
            bytes: self.rest[..line.min(KEPT_BYTES)].to_vec(),
            length: line as u64,
        };
        self.rest.drain(..line);
        self.offset += line as u64;
        self.record += 1;
        (self.scanned, self.quoted, self.end, self.records) = (0, false, 0, 0);
        let directives = self.header.clone().unwrap_or_else(|| Arc::from(""));
        Ok(Piece { offset: self.offset, record: self.record, directives, unread: Some(unparsed), ..Piece::default() })
    }
}

fn first_record(bytes: &[u8]) -> String {
    let mut quoted = false;
    let end = memchr::memchr2_iter(b'"', b'\n', bytes).find(|at| {
        quoted ^= bytes[*at] == b'"';
        bytes[*at] == b'\n' && !quoted
    });
    String::from_utf8_lossy(&bytes[..end.map_or(bytes.len(), |at| at + 1)]).into_owned()
}

struct Records<'r, R>(&'r R);

impl<R: CsvReader> PieceReader for Records<'_, R> {
    fn read(&self, piece: &Piece, out: &mut Output) {
        let start = piece.frames.first().map_or(0, |(range, _)| range.start);
        let names = header(&piece.directives);
        let names: Vec<&str> = names.iter().map(|name| name.trim()).collect();
        let header = self.0.header(&names);
        let mut csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&piece.bytes[start..]);
        let mut raw = csv::ByteRecord::new();
        let mut number = piece.record;
        loop {
            let at = csv.position().byte() as usize;
            match csv.read_byte_record(&mut raw) {
                Ok(true) => {}
                Ok(false) | Err(_) => return,
            }
            let end = csv.position().byte() as usize;
            let fields: Vec<_> = raw.iter().map(text::decode).collect();
            let fields: Vec<&str> = fields.iter().map(|field| &**field).collect();
            out.begin(number);
            number += 1;
            let read = if fields.len() > names.len() {
                Err("more fields than the header names")
            } else {
                self.0.record(&header, &fields, out)
            };
            if let Err(reason) = read {
                let bytes = piece.bytes.get(start + at..start + end).unwrap_or_default();
                out.unparsed(piece.offset + (start + at) as u64, reason, bytes);
            }
        }
    }
}

/// The fields of a line of names.
pub(crate) fn header(line: &str) -> Vec<String> {
    let mut csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line.as_bytes());
    let first = csv.records().next().and_then(Result::ok);
    first.map(|record| record.iter().map(str::to_owned).collect()).unwrap_or_default()
}
