//! An ingest of standard input: at its end, or every few seconds for as long as it goes on.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use lurcher_engine::clock::Clock;
use lurcher_engine::execution::{CancelHandle, Cancellation};
use lurcher_engine::store::{self, OriginId, OriginKind, StoreError};
use lurcher_sources::{Counts, Format, HEAD_BYTES, Input, Options, Refused, Rows, Sink, SourceError, Unparsed, sniff};

use super::Ingest;
use super::content::{Counted, Fingerprint};
use super::destination::Destination;
use super::find::Wanted;
use super::progress::Counters;
use super::raw::{Given, Taker, notes};
use super::report::{FileReport, Report, Status};
use super::unparsed::Unparseds;
use super::work::{failure_of, retain};
use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::progress::Bar;
use crate::{interrupt, session};

/// What standard input is called.
pub(in crate::commands) const NAME: &str = "standard input";

/// Rows of a stream count after so long, or as soon as there are so many.
const COMMIT_AFTER: Duration = Duration::from_secs(5);
const COMMIT_ROWS: u64 = 1 << 20;

/// How often somebody who waits for standard input looks whether it was stopped.
const LOOK_AFTER: Duration = Duration::from_millis(100);
/// How much of standard input is read at a time.
const BLOCK: usize = 1 << 16;

/// Standard input, whose bytes are counted on their way. It ends where somebody stops it, also while it waits.
struct Watched {
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: io::Cursor<Vec<u8>>,
    counted: Arc<Mutex<Counted>>,
    stop: Cancellation,
}

impl Watched {
    /// Standard input behind what was read of it already.
    fn new(head: Vec<u8>, counted: Arc<Mutex<Counted>>, stop: Cancellation) -> Self {
        let (sender, blocks) = sync_channel(4);
        // Nobody can wake a thread that waits for input: this one ends with the program.
        thread::spawn(move || {
            loop {
                let mut block = vec![0; BLOCK];
                let read = io::stdin().read(&mut block).map(|count| {
                    block.truncate(count);
                    block
                });
                let is_last = read.as_ref().map_or(true, Vec::is_empty);
                if sender.send(read).is_err() || is_last {
                    return;
                }
            }
        });
        lock(&counted).add(&head);
        Self { blocks, block: io::Cursor::new(head), counted, stop }
    }
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.block.read(buffer)?;
            if count > 0 || buffer.is_empty() || self.stop.reason().is_some() {
                return Ok(count);
            }
            match self.blocks.recv_timeout(LOOK_AFTER) {
                Ok(block) => {
                    let block = block?;
                    if block.is_empty() {
                        return Ok(0);
                    }
                    lock(&self.counted).add(&block);
                    self.block = io::Cursor::new(block);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
            }
        }
    }
}

/// What becomes of the rows of a stream.
struct Part<'s> {
    ingest: store::Ingest,
    /// The origin of the rows that do not count yet.
    origin: OriginId,
    unparsed: Unparseds,
    given: Given,
    format: &'static str,
    counters: &'s Counters,
    never: Cancellation,
    destination: &'s Destination,
    since: Instant,
    now: i64,
    /// How much the ingest may use.
    memory: usize,
    /// Why the stream came to its end before its end.
    failed: Option<StoreError>,
}

impl Part<'_> {
    fn with_taker<T>(&mut self, work: impl FnOnce(&mut Taker<'_>) -> T) -> T {
        let unparsed = std::mem::replace(&mut self.unparsed, Unparseds::of(NAME, self.format, self.now));
        let mut taker = Taker {
            ingest: Some(&mut self.ingest),
            origin: self.origin,
            unparsed,
            given: std::mem::take(&mut self.given),
            counters: self.counters,
            // What was read counts; it is reading that somebody stops.
            stop: &self.never,
        };
        let done = work(&mut taker);
        (self.unparsed, self.given) = (taker.unparsed, taker.given);
        done
    }

    /// Lets the rows count that came so far.
    fn commit(&mut self) -> Result<(), StoreError> {
        self.with_taker(|taker| taker.flush())?;
        self.since = Instant::now();
        if self.ingest.pending_rows() == 0 {
            return Ok(());
        }
        let catalog = self.destination.session.catalog();
        self.ingest.commit(&|table, drafts| catalog.check_fit(table, drafts))?;
        self.ingest = store::Ingest::begin(&self.destination.tables, Clock::system_ticks(), self.memory);
        self.origin = self.ingest.origin(NAME, OriginKind::Stream { format: self.format.to_owned() });
        Ok(())
    }
}

/// Takes the rows of a stream that goes on.
struct Following<'f, 's>(&'f Mutex<Part<'s>>);

impl Sink for Following<'_, '_> {
    fn rows(&mut self, rows: Rows) -> Result<(), Refused> {
        lock(self.0).with_taker(|taker| taker.rows(rows))
    }

    fn unparsed(&mut self, record: Unparsed) -> Result<(), Refused> {
        lock(self.0).with_taker(|taker| taker.unparsed(record))
    }

    fn counted(&mut self, counts: &Counts) -> Result<(), Refused> {
        let mut part = lock(self.0);
        if let Some(failed) = part.failed.take() {
            return Err(Box::new(failed));
        }
        part.with_taker(|taker| taker.counted(counts))?;
        if part.since.elapsed() >= COMMIT_AFTER || part.ingest.pending_rows() >= COMMIT_ROWS {
            part.commit()?;
        }
        Ok(())
    }
}

/// Ingests standard input.
pub(super) fn run(
    arguments: &Ingest,
    global: &GlobalArguments,
    destination: &Destination,
    options: Options,
) -> Result<Report, Failure> {
    let wanted = Wanted::of(arguments.read_as.as_deref())?;
    let mut head = Vec::new();
    let format = match wanted {
        Wanted::Raw(format) => Some(format),
        Wanted::Any => {
            io::stdin().lock().take(HEAD_BYTES as u64).read_to_end(&mut head)?;
            sniff(&head, None)
        }
        Wanted::Table => None,
    };
    let Some(format) = format else {
        let help = "name it with --as, or write the rows of a table into a file, such as Alerts.csv";
        return Err(Failure::Usage(format!("standard input is of no raw format that is known ({help})")));
    };
    let counted = Arc::new(Mutex::new(Counted::default()));
    let counters = Counters::of(0);
    let shown = Arc::clone(&counters);
    let bar = Bar::showing(global, move |elapsed, turn, width| shown.text(elapsed, turn, width));
    let (handle, stop) = CancelHandle::new();
    let input = Watched::new(head, Arc::clone(&counted), stop.clone());
    let start = Instant::now();
    let now = Clock::system_ticks();
    let memory = session::limits(global).memory;
    let mut ingest = store::Ingest::begin(&destination.tables, now, memory);
    let kind = OriginKind::Stream { format: format.name().to_owned() };
    let origin = ingest.origin(NAME, kind);
    let part = Part {
        ingest,
        origin,
        unparsed: Unparseds::of(NAME, format.name(), now),
        given: Given::default(),
        format: format.name(),
        counters: &counters,
        never: Cancellation::default(),
        destination,
        since: start,
        now,
        memory,
        failed: None,
    };
    let part = Mutex::new(part);
    let done = interrupt::stopping(handle, || {
        if arguments.follow {
            follow(format, input, &options, &part)
        } else {
            whole(arguments, format, input, &options, &part, (&counted, &stop))
        }
    });
    drop(bar);
    let part = part.into_inner().unwrap_or_else(PoisonError::into_inner);
    let note = done?;
    let mut report = Report { is_dry: arguments.dry_run, ..Report::default() };
    let status = if note.is_some() { Status::Duplicate } else { Status::Ingested };
    let file = FileReport::of(NAME, status, note.unwrap_or_else(|| notes(&part.given.counts)));
    let has_losses = part.given.has_losses();
    report.files.push(FileReport {
        format: format.name().to_owned(),
        given: part.given,
        time: start.elapsed(),
        ..file
    });
    if arguments.strict && has_losses {
        report.refuse(global);
    }
    if let Some(retention) = arguments.retention.filter(|_| !arguments.dry_run && !report.is_refused) {
        let (handle, _) = CancelHandle::new();
        report.too_old = interrupt::stopping(handle, || retain(global, destination, &report, retention))?;
    }
    Ok(report)
}

/// Goes on as long as the stream does. Ctrl-C ends it, and what came before it counts.
fn follow(
    format: &'static dyn Format,
    input: Watched,
    options: &Options,
    part: &Mutex<Part<'_>>,
) -> Result<Option<String>, Failure> {
    let (end, ended) = channel::<()>();
    thread::scope(|scope| {
        // Where nothing comes any more, what came before counts all the same.
        scope.spawn(move || {
            while ended.recv_timeout(COMMIT_AFTER / 5) == Err(RecvTimeoutError::Timeout) {
                let mut part = lock(part);
                if part.since.elapsed() >= COMMIT_AFTER
                    && let Err(e) = part.commit()
                {
                    part.failed = Some(e);
                    return;
                }
            }
        });
        let read = format.read(Input::stream(NAME, input), options, &mut Following(part));
        drop(end);
        let mut part = lock(part);
        let ended = match read {
            Ok(()) => Ok(None),
            Err(SourceError::Refused(e)) => match failure_of(e) {
                Failure::Interrupted => Ok(None),
                failure => Err(failure),
            },
            Err(e) => Err(Failure::Message(e.to_string())),
        };
        if let Some(failed) = part.failed.take() {
            return Err(Failure::Message(failed.to_string()));
        }
        part.commit().map_err(|e| Failure::Message(e.to_string()))?;
        ended
    })
}

/// Reads the stream to its end; then all of it counts, unless it is there already.
fn whole(
    arguments: &Ingest,
    format: &'static dyn Format,
    input: Watched,
    options: &Options,
    part: &Mutex<Part<'_>>,
    (counted, stop): (&Mutex<Counted>, &Cancellation),
) -> Result<Option<String>, Failure> {
    let mut part = lock(part);
    let read = part.with_taker(|taker| format.read(Input::ending_stream(NAME, input), options, taker));
    match read {
        Ok(()) => {}
        Err(SourceError::Refused(e)) => return Err(failure_of(e)),
        Err(e) => return Err(Failure::Message(e.to_string())),
    }
    if stop.reason().is_some() {
        return Err(Failure::Interrupted);
    }
    let is_refused = arguments.strict && part.given.has_losses();
    if arguments.dry_run || is_refused {
        return Ok(None);
    }
    let Fingerprint { sha256, bytes } = std::mem::take(&mut *lock(counted)).finish();
    let Part { ingest, origin, format, given, .. } = &mut *part;
    ingest.set_records(*origin, given.counts.records);
    ingest.set_kind(*origin, OriginKind::File { sha256, bytes, format: (*format).to_owned() });
    part.with_taker(|taker| taker.flush()).map_err(|e| Failure::Message(e.to_string()))?;
    let catalog = part.destination.session.catalog();
    let again = part.ingest.commit(&|table, drafts| catalog.check_fit(table, drafts));
    let again = again.map_err(|e| Failure::Message(e.to_string()))?;
    Ok((!again.is_empty()).then(|| "its content was ingested before".to_owned()))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
