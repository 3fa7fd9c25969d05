//! Inputs whose records are lines.

use std::io;
use std::sync::Arc;

use memchr::{memchr, memchr_iter, memrchr};

use super::stream::{Filled, Stream};
use super::{PIECE_BYTES, Piece, PieceReader, RECORD_BYTES, Splitter, parallel};
use crate::rows::{KEPT_BYTES, Output};
use crate::sink::{Counts, Unparsed};
use crate::text;
use crate::time::{Stamp, YearClock, YearScan};
use crate::{Input, Options, Sink, SourceError};

/// What lines need of those before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Memory {
    /// Nothing.
    None,
    /// How often the year changed, because times may lack it.
    Years,
    /// Directives (`#Fields: …`).
    Directives,
}

/// Makes rows of lines.
pub(crate) trait LineReader: Send + Sync {
    /// What is remembered from line to line within a piece.
    type State;

    /// What lines need of those before them, in other pieces too.
    const MEMORY: Memory;

    /// The state where a piece begins.
    fn begin(&self, piece: &Piece) -> Self::State;

    /// Makes rows of a line, which is not blank. An error is the reason why it cannot be read; nothing may have been
    /// written then.
    fn line(&self, line: &str, state: &mut Self::State, out: &mut Output) -> Result<(), &'static str>;

    /// The time at the beginning of a line, which may lack its year.
    fn stamp(&self, _line: &str) -> Option<Stamp> {
        None
    }

    /// Whether a line is a directive. It is given to `line` too.
    fn is_directive(&self, _line: &[u8]) -> bool {
        false
    }

    /// Whether no directive before this one counts.
    fn begins_anew(&self, _line: &[u8]) -> bool {
        false
    }
}

/// Reads an input of lines.
pub(crate) fn read_lines<R: LineReader>(
    reader: &R,
    input: Input,
    options: &Options,
    out: &mut dyn Sink,
) -> Result<(), SourceError> {
    let name = input.name.clone();
    let failed = |error: io::Error| SourceError::Read { name: name.clone(), offset: 0, error };
    let live = input.live;
    let years = if R::MEMORY == Memory::Years {
        let (first, is_guess) = first_year(reader, &input, options).map_err(failed)?;
        if is_guess {
            let note = format!("the first record is of {first}, by when the file was changed: `--year` says otherwise");
            let noted = out.counted(&Counts { notes: [(note, 1)].into(), ..Counts::default() });
            noted.map_err(SourceError::Refused)?;
        }
        Some(YearClock::new(first))
    } else {
        None
    };
    let stream = Stream::new(input.open().and_then(text::utf8).map_err(failed)?, live);
    read_opened_lines(reader, &name, stream, years, out)
}

/// Reads an input of lines that is open already.
pub(super) fn read_opened_lines<R: LineReader>(
    reader: &R,
    name: &str,
    stream: Stream,
    years: Option<YearClock>,
    out: &mut dyn Sink,
) -> Result<(), SourceError> {
    let mut splitter = LineSplitter {
        reader,
        stream,
        rest: Vec::new(),
        offset: 0,
        record: 1,
        years,
        directives: String::new(),
        shared: Arc::from(""),
        ended: false,
    };
    parallel::run(name, &mut splitter, &Lines(reader), out)
}

/// The year of the first record where the first times have none, and whether it is a guess that records depend on. The
/// file is read once more for it, because only its last record is dated, by when the file was changed.
fn first_year<R: LineReader>(reader: &R, input: &Input, options: &Options) -> io::Result<(i32, bool)> {
    if let Some(year) = options.year {
        return Ok((year, false));
    }
    let modified = input.modified.unwrap_or_else(now);
    let Some(content) = input.reopen()? else {
        return Ok((YearScan::new().first_year(modified), false));
    };
    let mut stream = Stream::new(text::utf8(content)?, false);
    let (mut scan, mut buffer, mut is_first, mut is_guess) = (YearScan::new(), Vec::new(), true, false);
    loop {
        let filled = stream.fill(&mut buffer, PIECE_BYTES)?;
        let whole = memrchr(b'\n', &buffer).map_or(if filled == Filled::End { buffer.len() } else { 0 }, |i| i + 1);
        let mut has_yearless = false;
        for line in lines_of(&buffer[..whole]) {
            // A time stands at the beginning.
            if let Some(stamp) = reader.stamp(&text::decode(&line[..line.len().min(512)]))
                && stamp.year.is_none()
            {
                has_yearless = true;
                scan.see(stamp.month, stamp.day);
            }
        }
        is_guess |= has_yearless;
        // An input whose beginning has years has them to its end.
        if filled == Filled::End || (is_first && whole > 0 && !has_yearless) {
            return Ok((scan.first_year(modified), is_guess));
        }
        is_first &= whole == 0;
        buffer.drain(..whole);
        if buffer.len() > RECORD_BYTES {
            buffer.clear();
        }
    }
}

/// The lines of bytes, without their ends.
fn lines_of(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = memchr(b'\n', rest).unwrap_or(rest.len());
        let line = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        Some(line)
    })
}

fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).ok().and_then(|s| crate::time::from_epoch(s, 0)).unwrap_or(i64::MAX)
}

struct LineSplitter<'r, R> {
    reader: &'r R,
    stream: Stream,
    /// A line whose end was not read yet.
    rest: Vec<u8>,
    offset: u64,
    record: i64,
    years: Option<YearClock>,
    directives: String,
    shared: Arc<str>,
    ended: bool,
}

impl<R: LineReader> Splitter for LineSplitter<'_, R> {
    fn next(&mut self) -> io::Result<Option<Piece>> {
        loop {
            if !self.ended {
                self.rest.reserve(PIECE_BYTES);
                self.ended = self.stream.fill(&mut self.rest, PIECE_BYTES)? == Filled::End;
            }
            let whole = match memrchr(b'\n', &self.rest) {
                _ if self.ended => self.rest.len(),
                Some(end) => end + 1,
                None => 0,
            };
            if whole > 0 {
                let rest = self.rest.split_off(whole);
                let bytes = std::mem::replace(&mut self.rest, rest);
                return Ok(Some(self.piece(bytes, None)));
            }
            if self.ended {
                return Ok(None);
            }
            if self.rest.len() > RECORD_BYTES {
                let overlong = self.skip_line()?;
                return Ok(Some(self.piece(Vec::new(), Some(overlong))));
            }
        }
    }

    fn offset(&self) -> u64 {
        self.offset + self.rest.len() as u64
    }

    fn is_live(&self) -> bool {
        self.stream.is_live()
    }
}

impl<R: LineReader> LineSplitter<'_, R> {
    fn piece(&mut self, bytes: Vec<u8>, overlong: Option<Unparsed>) -> Piece {
        let directives = Arc::clone(&self.shared);
        let piece = Piece {
            offset: self.offset,
            record: self.record,
            years: self.years,
            directives,
            unread: overlong,
            bytes,
            ..Piece::default()
        };
        self.offset += piece.bytes.len() as u64;
        self.record += memchr_iter(b'\n', &piece.bytes).count() as i64;
        self.look_at(&piece.bytes);
        piece
    }

    /// Keeps what later lines need of these.
    fn look_at(&mut self, bytes: &[u8]) {
        if R::MEMORY == Memory::None {
            return;
        }
        let mut changed = false;
        for line in lines_of(bytes) {
            if self.reader.is_directive(line) {
                if self.reader.begins_anew(line) {
                    self.directives.clear();
                }
                self.directives.push_str(&text::decode(line));
                self.directives.push('\n');
                changed = true;
            } else if let Some(years) = &mut self.years
                && let Some(stamp) = self.reader.stamp(&text::decode(&line[..line.len().min(512)]))
                && stamp.year.is_none()
            {
                years.year(stamp.month, stamp.day);
            }
        }
        if changed {
            self.shared = Arc::from(self.directives.as_str());
        }
    }

    /// Reads over a line that is too long, and keeps its beginning.
    fn skip_line(&mut self) -> io::Result<Unparsed> {
        let mut skipped = Unparsed {
            offset: self.offset,
            record: self.record,
            reason: format!("a line of more than {} MB", RECORD_BYTES / 1_024 / 1_024),
            bytes: self.rest[..KEPT_BYTES].to_vec(),
            length: 0,
        };
        loop {
            if let Some(end) = memchr(b'\n', &self.rest) {
                self.rest.drain(..=end);
                skipped.length += end as u64;
                self.offset += end as u64 + 1;
                self.record += 1;
                break;
            }
            skipped.length += self.rest.len() as u64;
            self.offset += self.rest.len() as u64;
            self.rest.clear();
            if self.ended {
                break;
            }
            self.ended = self.stream.fill(&mut self.rest, PIECE_BYTES)? == Filled::End;
        }
        Ok(skipped)
    }
}

struct Lines<'r, R>(&'r R);

impl<R: LineReader> PieceReader for Lines<'_, R> {
    fn read(&self, piece: &Piece, out: &mut Output) {
        let mut state = self.0.begin(piece);
        let whole = std::str::from_utf8(&piece.bytes).ok();
        let (mut start, mut record) = (0, piece.record);
        while start < piece.bytes.len() {
            let end = memchr(b'\n', &piece.bytes[start..]).map_or(piece.bytes.len(), |i| start + i);
            let bytes = &piece.bytes[start..end];
            let decoded;
            let line = match whole {
                Some(text) => &text[start..end],
                None => {
                    decoded = text::decode(bytes);
                    &decoded
                }
            };
            let line = line.strip_suffix('\r').unwrap_or(line);
            if !line.trim().is_empty() {
                out.begin(record);
                if let Err(reason) = self.0.line(line, &mut state, out) {
                    out.unparsed(piece.offset + start as u64, reason, bytes);
                }
            }
            start = end + 1;
            record += 1;
        }
    }
}
