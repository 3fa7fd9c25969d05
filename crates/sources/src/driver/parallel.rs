//! Pieces are cut by one thread, read by all, and handed on in order by the caller's.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use super::{Piece, PieceReader, Splitter};
use crate::error::SourceError;
use crate::rows::Output;
use crate::sink::Sink;

/// Reads all pieces of an input.
pub(super) fn run(
    name: &str,
    splitter: &mut dyn Splitter,
    reader: &dyn PieceReader,
    out: &mut dyn Sink,
) -> Result<(), SourceError> {
    let failed = |error: io::Error, offset: u64| SourceError::Read { name: name.to_owned(), offset, error };
    // Most files of a collection are small: they need no threads.
    let mut numbers = Numbers { next: 0, counts: reader.counts() };
    let Some(first) = splitter.next().map_err(|e| failed(e, splitter.offset()))? else { return Ok(()) };
    let mut begun = vec![first];
    if !splitter.is_live() {
        match splitter.next() {
            Ok(Some(second)) => begun.push(second),
            Ok(None) => return numbers.deliver(read(reader, &begun[0]), out),
            Err(error) => {
                numbers.deliver(read(reader, &begun[0]), out)?;
                return Err(failed(error, splitter.offset()));
            }
        }
    }
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let (pieces, queue) = sync_channel::<(u64, Piece)>(workers);
        let (permits, permitted) = sync_channel::<()>(3 * workers);
        let (results, finished) = channel::<(u64, io::Result<Output>, u64)>();
        let queue = Arc::new(Mutex::new(queue));
        (0..3 * workers).for_each(|_| {
            let _ = permits.try_send(());
        });

        let errors = results.clone();
        scope.spawn(move || {
            let mut begun = begun.into_iter();
            for number in 0.. {
                if permitted.recv().is_err() {
                    return;
                }
                let next = begun.next().map_or_else(|| splitter.next(), |piece| Ok(Some(piece)));
                let is_sent = match next {
                    Ok(Some(piece)) => pieces.send((number, piece)).is_ok(),
                    Ok(None) => false,
                    Err(error) => {
                        let _ = errors.send((number, Err(error), splitter.offset()));
                        false
                    }
                };
                if !is_sent {
                    return;
                }
            }
        });
        for _ in 0..workers {
            let (queue, results) = (Arc::clone(&queue), results.clone());
            scope.spawn(move || {
                while let Some((number, piece)) = take(&queue) {
                    if results.send((number, Ok(read(reader, &piece)), 0)).is_err() {
                        return;
                    }
                }
            });
        }
        // The last worker takes the queue with it, whereupon the splitter ends.
        drop((queue, results));

        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (number, result, offset) in finished {
            waiting.insert(number, (result, offset));
            while let Some((result, offset)) = waiting.remove(&next) {
                numbers.deliver(result.map_err(|e| failed(e, offset))?, out)?;
                next += 1;
                // Fails only when the splitter is done.
                let _ = permits.try_send(());
            }
        }
        Ok(())
    })
}

fn take(queue: &Mutex<Receiver<(u64, Piece)>>) -> Option<(u64, Piece)> {
    queue.lock().ok()?.recv().ok()
}

/// Reads one piece. A defect in a reader costs the piece and is told, but does not end the program.
fn read(reader: &dyn PieceReader, piece: &Piece) -> Output {
    let mut output = catch_unwind(AssertUnwindSafe(|| {
        let mut output = Output::default();
        reader.read(piece, &mut output);
        output.finish();
        output
    }))
    .unwrap_or_else(|_| {
        let mut output = Output::default();
        output.begin(piece.record);
        output.unparsed(piece.offset, "a defect of the reader: please report it", &piece.bytes);
        output
    });
    output.counts.bytes += piece.bytes.len() as u64;
    if let Some(unread) = &piece.unread {
        output.counts.records += 1;
        output.unparsed.insert(0, unread.clone());
    }
    output
}

/// Numbers records where that is not known before they are read.
struct Numbers {
    next: i64,
    counts: bool,
}

impl Numbers {
    fn deliver(&mut self, mut output: Output, out: &mut dyn Sink) -> Result<(), SourceError> {
        let shift = if self.counts { self.next } else { 0 };
        self.next += output.counts.records as i64;
        if shift > 0 {
            for rows in &mut output.done {
                rows.records = rows.records.unary(|record| record + shift);
            }
            output.unparsed.iter_mut().for_each(|unparsed| unparsed.record += shift);
        }
        output.hand_on(out)?;
        Ok(())
    }
}
