//! The bytes of an input, a block at a time.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::PIECE_BYTES;

/// What a live input gave is handed on after so long, also where no more comes.
const PATIENCE: Duration = Duration::from_millis(500);

/// Why filling a buffer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filled {
    /// There is enough.
    Enough,
    /// A live input gives no more for now.
    Pause,
    /// There is no more.
    End,
}

/// The bytes of an input.
pub(super) enum Stream {
    /// A file: reading does not wait.
    File(Box<dyn Read + Send>),
    /// What another thread reads, because reading may wait for ever.
    Live(Receiver<io::Result<Vec<u8>>>),
}

impl Stream {
    pub(super) fn new(mut reader: Box<dyn Read + Send>, live: bool) -> Self {
        if !live {
            return Stream::File(reader);
        }
        let (blocks, receiver) = sync_channel(4);
        thread::spawn(move || {
            loop {
                let mut block = vec![0; 64 * 1024];
                let read = reader.read(&mut block);
                let is_last = !matches!(read, Ok(1..)) && !is_interrupted(&read);
                let read = read.map(|count| {
                    block.truncate(count);
                    block
                });
                if is_last && matches!(&read, Ok(block) if block.is_empty()) {
                    return;
                }
                if !matches!(&read, Err(e) if e.kind() == io::ErrorKind::Interrupted)
                    && (blocks.send(read).is_err() || is_last)
                {
                    return;
                }
            }
        });
        Stream::Live(receiver)
    }

    /// Whether reading may wait for ever.
    pub(super) fn is_live(&self) -> bool {
        matches!(self, Stream::Live(_))
    }

    /// Adds about `wanted` bytes to a buffer.
    pub(super) fn fill(&mut self, buffer: &mut Vec<u8>, wanted: usize) -> io::Result<Filled> {
        match self {
            Stream::File(reader) => {
                let read = reader.take(wanted as u64).read_to_end(buffer)?;
                Ok(if read < wanted { Filled::End } else { Filled::Enough })
            }
            Stream::Live(blocks) => {
                let (begun, until) = (buffer.len(), Instant::now() + PATIENCE);
                while buffer.len() - begun < wanted.min(PIECE_BYTES) {
                    match blocks.recv_timeout(until.saturating_duration_since(Instant::now())) {
                        Ok(block) => buffer.extend(block?),
                        Err(RecvTimeoutError::Timeout) => return Ok(Filled::Pause),
                        Err(RecvTimeoutError::Disconnected) => return Ok(Filled::End),
                    }
                }
                Ok(Filled::Enough)
            }
        }
    }
}

fn is_interrupted(read: &io::Result<usize>) -> bool {
    matches!(read, Err(e) if e.kind() == io::ErrorKind::Interrupted)
}
