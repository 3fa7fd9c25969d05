//! Reads an input piece by piece: cut in order, read on all cores, handed on in order.

mod blocks;
mod csv;
mod frames;
mod json;
mod lines;
mod parallel;
mod records;
mod stream;
mod xml;

pub(crate) use blocks::{BlockReader, read_blocks};
pub(crate) use csv::{CsvReader, header as csv_header, read_csv};
pub(crate) use frames::Scanner;
pub(crate) use json::{JsonReader, read_json};
pub(crate) use lines::{LineReader, Memory, read_lines};
pub(crate) use records::Framing;
pub(crate) use xml::{XmlReader, read_xml};

use crate::rows::Output;
use crate::sink::Unparsed;

/// A piece of an input has about so many bytes: enough for some thousand records, small enough for every core to have
/// one.
pub(crate) const PIECE_BYTES: usize = 2 * 1024 * 1024;

/// A record is at most so long; what is longer is not read, so that memory stays bounded.
pub(crate) const RECORD_BYTES: usize = 16 * 1024 * 1024;

/// Whole records that stand one behind the other.
#[derive(Debug, Default)]
pub(crate) struct Piece {
    pub(crate) bytes: Vec<u8>,
    /// Where the piece begins in the input.
    pub(crate) offset: u64,
    /// The number of its first record.
    pub(crate) record: i64,
    /// The years of its records, where times have none.
    pub(crate) years: Option<crate::time::YearClock>,
    /// The directives that are in force where it begins.
    pub(crate) directives: std::sync::Arc<str>,
    /// Where its records are, if they are no lines.
    pub(crate) frames: Vec<(std::ops::Range<usize>, Option<records::Fault>)>,
    /// A record before it that could not be read: it is too long, or missing.
    pub(crate) unread: Option<Unparsed>,
}

/// Cuts an input into pieces.
pub(crate) trait Splitter: Send {
    /// The next piece, none at the end.
    fn next(&mut self) -> std::io::Result<Option<Piece>>;

    /// How many bytes were read so far.
    fn offset(&self) -> u64;

    /// Whether the next piece may be long in coming, so that nothing waits for it.
    fn is_live(&self) -> bool {
        false
    }
}

/// Reads a piece.
pub(crate) trait PieceReader: Send + Sync {
    /// Makes rows of the piece's records.
    fn read(&self, piece: &Piece, out: &mut Output);

    /// Whether records are numbered within each piece, because only reading tells how many there are.
    fn counts(&self) -> bool {
        false
    }
}
