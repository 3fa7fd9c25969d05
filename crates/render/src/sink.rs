//! Text on its way out.

use std::io::{self, Write};

/// How much text is collected before it is written.
const CAPACITY: usize = 64 * 1024;

/// Collects text and writes it in large pieces.
pub(crate) struct Sink<W> {
    /// What is yet to be written; append to it.
    pub(crate) text: String,
    out: W,
}

impl<W: Write> Sink<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { text: String::new(), out }
    }

    /// Writes what there is when it is enough. Call it once a row.
    pub(crate) fn drain(&mut self) -> io::Result<()> {
        if self.text.len() >= CAPACITY { self.write() } else { Ok(()) }
    }

    /// Writes everything.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.write()?;
        self.out.flush()
    }

    fn write(&mut self) -> io::Result<()> {
        let result = self.out.write_all(self.text.as_bytes());
        self.text.clear();
        result
    }
}
