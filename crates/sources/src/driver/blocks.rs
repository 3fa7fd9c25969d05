//! Inputs whose records lie in blocks of one size, behind a header.

use std::io;

use super::stream::{Filled, Stream};
use super::{Piece, PieceReader, Splitter, parallel};
use crate::rows::Output;
use crate::{Input, Sink, SourceError};

/// Makes rows of blocks.
pub(crate) trait BlockReader: Send + Sync {
    /// So many bytes stand before the first block.
    const HEADER: usize;

    /// How large a block is.
    const BLOCK: usize;

    /// Makes rows of a block's records, the first of which is `first`. The last block may be cut.
    fn block(&self, block: &[u8], offset: u64, first: i64, out: &mut Output);
}

/// So many blocks are read at once.
const BLOCKS: usize = 8;

/// Reads an input of blocks.
pub(crate) fn read_blocks<R: BlockReader>(reader: &R, input: Input, out: &mut dyn Sink) -> Result<(), SourceError> {
    let name = input.name.clone();
    let failed = |error: io::Error| SourceError::Read { name: name.clone(), offset: 0, error };
    // Blocks that are not whole are of no use, so that nothing is handed on early.
    let mut stream = Stream::new(input.open().map_err(failed)?, false);
    let mut header = Vec::new();
    stream.fill(&mut header, R::HEADER).map_err(failed)?;
    let mut splitter = BlockSplitter { stream, offset: header.len() as u64, size: R::BLOCK * BLOCKS, ended: false };
    parallel::run(&name, &mut splitter, &Blocks(reader), out)
}

struct BlockSplitter {
    stream: Stream,
    offset: u64,
    size: usize,
    ended: bool,
}

impl Splitter for BlockSplitter {
    fn next(&mut self) -> io::Result<Option<Piece>> {
        if self.ended {
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(self.size);
        self.ended = self.stream.fill(&mut bytes, self.size)? == Filled::End;
        if bytes.is_empty() {
            return Ok(None);
        }
        let piece = Piece { offset: self.offset, record: 1, bytes, ..Piece::default() };
        self.offset += piece.bytes.len() as u64;
        Ok(Some(piece))
    }

    fn offset(&self) -> u64 {
        self.offset
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
