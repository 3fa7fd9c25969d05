//! Inputs whose records lie in blocks of one size, behind a header.

use std::io;

use super::stream::{Filled, Stream};
use super::{Piece, PieceReader, Splitter, parallel};
use crate::rows::Output;
use crate::{Input, Sink, SourceError, Unparsed};

/// Makes rows of blocks.
pub(crate) trait BlockReader: Send + Sync {
    /// So many bytes stand before the first block.
    const HEADER: usize;

    /// How large a block is.
    const BLOCK: usize;

    /// So many bytes the smallest input has.
    const LEAST: usize;

    /// Takes in what stands before the first block.
    fn header(&mut self, header: &[u8]);

    /// Makes rows of a block's records, the first of which is `first`. The last block may be cut.
    fn block(&self, block: &[u8], offset: u64, first: i64, out: &mut Output);

    /// What is missing from an input that ends there.
    fn missing(&self, end: u64) -> Option<&'static str>;
}

/// So many blocks are read at once.
const BLOCKS: usize = 8;

/// Reads an input of blocks.
pub(crate) fn read_blocks<R: BlockReader>(mut reader: R, input: Input, out: &mut dyn Sink) -> Result<(), SourceError> {
    let name = input.name.clone();
    let failed = |error: io::Error| SourceError::Read { name: name.clone(), offset: 0, error };
    // Blocks that are not whole are of no use, so that nothing is handed on early.
    let mut stream = Stream::new(input.open().map_err(failed)?, false);
    let mut header = Vec::new();
    if stream.fill(&mut header, R::LEAST).map_err(failed)? == Filled::End {
        let reason = format!("the file is cut: it has {} bytes, and the smallest has {}", header.len(), R::LEAST);
        return Err(SourceError::Unfit { name, offset: header.len() as u64, reason });
    }
    let begun = header.split_off(R::HEADER);
    reader.header(&header);
    let offset = R::HEADER as u64;
    let mut splitter = BlockSplitter { reader: &reader, stream, begun, offset, is_at_end: false, is_done: false };
    parallel::run(&name, &mut splitter, &Blocks(&reader), out)
}

struct BlockSplitter<'r, R> {
    reader: &'r R,
    stream: Stream,
    /// What was read of the first block.
    begun: Vec<u8>,
    offset: u64,
    is_at_end: bool,
    is_done: bool,
}

impl<R: BlockReader> Splitter for BlockSplitter<'_, R> {
    fn next(&mut self) -> io::Result<Option<Piece>> {
        let mut bytes = std::mem::take(&mut self.begun);
        if !self.is_at_end {
            let size = R::BLOCK * BLOCKS - bytes.len();
            self.is_at_end = self.stream.fill(&mut bytes, size)? == Filled::End;
        }
        if bytes.is_empty() {
            return Ok(self.end());
        }
        let piece = Piece { offset: self.offset, record: 1, bytes, ..Piece::default() };
        self.offset += piece.bytes.len() as u64;
        Ok(Some(piece))
    }

    fn offset(&self) -> u64 {
        self.offset
    }
}

impl<R: BlockReader> BlockSplitter<'_, R> {
    /// What is missing at the end, once.
    fn end(&mut self) -> Option<Piece> {
        let is_told = std::mem::replace(&mut self.is_done, true);
        let reason = self.reader.missing(self.offset).filter(|_| !is_told)?.to_owned();
        let missing = Unparsed { offset: self.offset, record: 1, reason, bytes: Vec::new(), length: 0 };
        Some(Piece { offset: self.offset, record: 1, unread: Some(missing), ..Piece::default() })
    }
}

struct Blocks<'r, R>(&'r R);

impl<R: BlockReader> PieceReader for Blocks<'_, R> {
    fn read(&self, piece: &Piece, out: &mut Output) {
        for (index, block) in piece.bytes.chunks(R::BLOCK).enumerate() {
            let first = piece.record + out.counts.records as i64;
            self.0.block(block, piece.offset + (index * R::BLOCK) as u64, first, out);
        }
    }

    fn counts(&self) -> bool {
        true
    }
}
