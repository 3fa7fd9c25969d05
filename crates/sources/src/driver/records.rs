//! Inputs whose records a scanner finds, wherever they stand.

use std::io;
use std::ops::Range;

use super::stream::{Filled, Stream};
use super::{PIECE_BYTES, Piece, PieceReader, RECORD_BYTES, Splitter, parallel};
use crate::rows::{KEPT_BYTES, Output};
use crate::sink::Unparsed;
use crate::text;
use crate::{Sink, SourceError};

/// Why a range of bytes is no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Something between the records.
    Stray,
    /// The input ends before it does.
    Cut,
    /// The next record begins before it ends.
    Unended,
}

/// Walks over bytes and tells where records begin and end.
pub(crate) trait Framing: Default + Send {
    /// Looks at the bytes that are new. Each record, or what is none, is given to `found`.
    fn scan(&mut self, bytes: &[u8], found: impl FnMut(Range<usize>, Option<Fault>));

    /// Where the bytes that are still needed begin.
    fn needed(&self) -> usize;

    /// Whether something is open that an end of the input would cut.
    fn is_open(&self) -> bool;

    /// How far the bytes have been looked at.
    fn at(&self) -> usize;

    /// The caller dropped so many bytes from the beginning, all of which were looked at.
    fn dropped(&mut self, count: usize);
}

/// Makes rows of records.
pub(super) trait RecordReader: Send + Sync {
    /// Why what stands between records cannot be read.
    const STRAY: &'static str;

    /// Whether what stands between records only separates them.
    fn is_separator(&self, text: &str) -> bool;

    /// Makes rows of a record. An error is the reason why it cannot be read; nothing may have been written then.
    fn record(&self, bytes: &[u8], out: &mut Output) -> Result<(), &'static str>;
}

/// Reads an input record by record.
pub(super) fn read_records<F: Framing, R: RecordReader>(
    reader: &R,
    name: &str,
    stream: Stream,
    out: &mut dyn Sink,
) -> Result<(), SourceError> {
    let mut splitter = RecordSplitter {
        reader,
        stream,
        buffer: Vec::new(),
        framing: F::default(),
        offset: 0,
        record: 1,
        ended: false,
        overlong: None,
    };
    parallel::run(name, &mut splitter, &Records(reader), out)
}

struct RecordSplitter<'r, F, R> {
    reader: &'r R,
    stream: Stream,
    buffer: Vec<u8>,
    framing: F,
    offset: u64,
    record: i64,
    ended: bool,
    /// A record that is too long, whose end has not come yet.
    overlong: Option<Unparsed>,
}

impl<F: Framing, R: RecordReader> Splitter for RecordSplitter<'_, F, R> {
    fn next(&mut self) -> io::Result<Option<Piece>> {
        while !self.ended {
            self.buffer.reserve(PIECE_BYTES);
            self.ended = self.stream.fill(&mut self.buffer, PIECE_BYTES)? == Filled::End;
            let (mut frames, mut overlong) = (Vec::new(), self.overlong.take());
            let mut skipped = None;
            // What only separates records does not count.
            let (reader, buffer) = (self.reader, &self.buffer);
            let counts = |range: &Range<usize>, fault: Option<Fault>| {
                fault.is_none() || !reader.is_separator(&text::decode(&buffer[range.clone()]))
            };
            self.framing.scan(&self.buffer, |range, fault| match overlong.take() {
                // The end of what is too long.
                Some(unparsed) => skipped = Some(Unparsed { length: unparsed.length + range.len() as u64, ..unparsed }),
                None if counts(&range, fault) => frames.push((range, fault)),
                None => {}
            });
            self.overlong = overlong;
            if self.ended && self.framing.is_open() && self.overlong.is_none() {
                let rest = self.framing.needed()..self.buffer.len();
                if counts(&rest, Some(Fault::Cut)) {
                    frames.push((rest, Some(Fault::Cut)));
                }
            }
            if self.ended {
                let rest = self.buffer.len() as u64;
                let cut = self.overlong.take().map(|unparsed| Unparsed { length: unparsed.length + rest, ..unparsed });
                skipped = skipped.or(cut);
            }
            if !frames.is_empty() || skipped.is_some() || self.ended {
                return Ok(self.piece(frames, skipped));
            }
            if self.buffer.len() - self.framing.needed() > RECORD_BYTES {
                self.shorten();
            } else {
                // Nothing but what separates records: it may go on for long.
                self.forget(self.framing.needed());
            }
        }
        Ok(None)
    }

    fn offset(&self) -> u64 {
        self.offset + self.buffer.len() as u64
    }

    fn is_live(&self) -> bool {
        self.stream.is_live()
    }
}

impl<F: Framing, R: RecordReader> RecordSplitter<'_, F, R> {
    fn piece(&mut self, frames: Vec<(Range<usize>, Option<Fault>)>, overlong: Option<Unparsed>) -> Option<Piece> {
        let needed = if self.ended { self.buffer.len() } else { self.framing.needed() };
        let rest = self.buffer.split_off(needed);
        let bytes = std::mem::replace(&mut self.buffer, rest);
        self.framing.dropped(needed.min(self.framing.at()));
        let record = self.record + i64::from(overlong.is_some());
        self.record = record + frames.len() as i64;
        let piece = Piece { offset: self.offset, record, unread: overlong, frames, bytes, ..Piece::default() };
        self.offset += piece.bytes.len() as u64;
        (!piece.bytes.is_empty() || piece.unread.is_some()).then_some(piece)
    }

    /// Forgets what a record that is too long has had so far, and keeps its beginning.
    fn shorten(&mut self) {
        let (start, end) = (self.framing.needed(), self.framing.at());
        let unparsed = self.overlong.get_or_insert_with(|| {
            let kept = &self.buffer[start..end.min(start + KEPT_BYTES)];
            Unparsed {
                offset: self.offset + start as u64,
                record: self.record,
                reason: format!("a record of more than {} MB", RECORD_BYTES / 1_024 / 1_024),
                bytes: kept.to_vec(),
                length: 0,
            }
        });
        unparsed.length += (end - start) as u64;
        self.forget(end);
    }

    /// Forgets bytes that were looked at.
    fn forget(&mut self, count: usize) {
        self.offset += count as u64;
        self.buffer.drain(..count);
        self.framing.dropped(count);
    }
}

struct Records<'r, R>(&'r R);

impl<R: RecordReader> PieceReader for Records<'_, R> {
    fn read(&self, piece: &Piece, out: &mut Output) {
        for (index, (range, fault)) in piece.frames.iter().enumerate() {
            let bytes = &piece.bytes[range.clone()];
            out.begin(piece.record + index as i64);
            let read = match fault {
                Some(Fault::Stray) => Err(R::STRAY),
                Some(Fault::Cut) => Err("the file ends inside of a record"),
                Some(Fault::Unended) => Err("the next record begins inside of this one"),
                None => self.0.record(bytes, out),
            };
            if let Err(reason) = read {
                out.unparsed(piece.offset + range.start as u64, reason, bytes);
            }
        }
    }
}
