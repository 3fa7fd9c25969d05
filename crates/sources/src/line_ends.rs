//! Lines that end as on old systems.

use std::io::{self, Read};

use memchr::memchr;

/// So much of an input is read at a time to tell how its lines end.
const BLOCK: usize = 64 * 1024;

/// Gives `\n` for `\r` where lines end with nothing else. Every byte keeps its place.
pub(crate) struct LineEnds<R> {
    bytes: R,
    ends: Ends,
    /// What was read to tell how lines end, and how much of it was given.
    begun: Vec<u8>,
    given: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// No line has ended yet.
    Unknown,
    /// Lines end with `\n`.
    Usual,
    /// Lines end with `\r`.
    Returns,
}

impl<R: Read> LineEnds<R> {
    pub(crate) fn new(bytes: R) -> Self {
        Self { bytes, ends: Ends::Unknown, begun: Vec::new(), given: 0 }
    }

    /// Reads what is there. Where a `\r` is in it, more is read, until a line ends as usual or a block is full: a message
    /// may hold a `\r` before its line ends.
    fn begin(&mut self) -> io::Result<()> {
        while self.begun.len() < BLOCK {
            let length = self.begun.len();
            self.begun.resize(length + BLOCK, 0);
            let read = self.bytes.read(&mut self.begun[length..]);
            self.begun.truncate(length + *read.as_ref().unwrap_or(&0));
            let is_at_end = read? == 0;
            if memchr(b'\n', &self.begun[length..]).is_some() {
                self.ends = Ends::Usual;
                return Ok(());
            }
            if memchr(b'\r', &self.begun).is_none() {
                return Ok(());
            }
            if is_at_end {
                break;
            }
        }
        self.ends = Ends::Returns;
        Ok(())
    }
}

impl<R: Read> Read for LineEnds<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        // What an error interrupted goes on with what was read before it.
        if self.ends == Ends::Unknown && self.given == self.begun.len() {
            self.begun.clear();
            self.given = 0;
        }
        if self.ends == Ends::Unknown && self.given == 0 {
            self.begin()?;
        }
        let mut rest = &self.begun[self.given..];
        let read = if rest.is_empty() { self.bytes.read(into)? } else { rest.read(into)? };
        self.given = (self.given + read).min(self.begun.len());
        if self.ends == Ends::Returns {
            into[..read].iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
        }
        Ok(read)
    }
}
