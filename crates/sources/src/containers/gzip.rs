//! Gzip files of any number of members.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// Reads the members one behind the other. Zeros behind them are passed over, as gzip does: they come from tapes, and
/// from systems that make a file longer before they fill it.
pub(super) struct Members<R> {
    /// None at the end.
    member: Option<GzDecoder<R>>,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(bytes: R) -> Self {
        Self { member: Some(GzDecoder::new(bytes)) }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let read = member.read(into)?;
            if read > 0 || into.is_empty() {
                return Ok(read);
            }
            let rest = self.member.take().map(GzDecoder::into_inner);
            self.member = rest.map(after_zeros).transpose()?.flatten().map(GzDecoder::new);
        }
        Ok(0)
    }
}

/// What follows zeros, if anything does.
fn after_zeros<R: BufRead>(mut bytes: R) -> io::Result<Option<R>> {
    loop {
        let block = bytes.fill_buf()?;
        if block.is_empty() {
            return Ok(None);
        }
        match block.iter().position(|b| *b != 0) {
            Some(zeros) => {
                bytes.consume(zeros);
                return Ok(Some(bytes));
            }
            None => {
                let zeros = block.len();
                bytes.consume(zeros);
            }
        }
    }
}
