//! An ingest of files: one after the other into one change of all tables.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use lurcher_engine::clock::Clock;
use lurcher_engine::execution::{CancelHandle, Cancellation};
use lurcher_engine::store::{self, Manifest, Origin, OriginId, OriginKind, StoreError};
use lurcher_engine::tables::Declared;
use lurcher_engine::workspace::TableFile;
use lurcher_engine::{EngineError, Request, Session, SessionOptions};
use lurcher_sources::containers::{Entry, Found};
use lurcher_sources::{Format, Options, SourceError};
use lurcher_symbols::ScalarType;

use super::Ingest;
use super::content::{Fingerprint, fingerprint};
use super::destination::Destination;
use super::files::{OnDisk, Reader, Types, known_types};
use super::find::{Taken, Wanted, bytes_under, take, under};
use super::progress::Counters;
use super::raw::{Given, Stop, Taker, notes};
use super::report::{FileReport, Report, Status};
use super::unparsed::Unparseds;
use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::progress::Bar;
use crate::repl::management::escape;
use crate::{interrupt, report as say, session};

/// Why a file gave nothing.
enum Refusal {
    /// The file is wrong; the others go on.
    File(String),
    /// Nothing can be written, or somebody stopped it: all ends.
    All(Failure),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Refusal::All(Failure::Message(error.to_string()))
    }
}

/// An ingest under way.
pub(super) struct Work<'w> {
    arguments: &'w Ingest,
    global: &'w GlobalArguments,
    destination: &'w Destination,
    options: Options,
    wanted: Wanted,
    ingest: store::Ingest,
    /// What the tables hold already.
    manifests: BTreeMap<String, Manifest>,
    /// The contents of this ingest and what they are called.
    seen: HashMap<(String, Option<String>), String>,
    /// The types that this ingest has given to columns of tables.
    told: HashMap<String, Types>,
    /// Reads files of tables, each in its order.
    reader: Session,
    counters: Arc<Counters>,
    stop: Cancellation,
    handle: CancelHandle,
    now: i64,
    report: Report,
}

impl<'w> Work<'w> {
    /// Looks at what there is; nothing is read yet.
    pub(super) fn begin(
        arguments: &'w Ingest,
        global: &'w GlobalArguments,
        destination: &'w Destination,
        options: Options,
    ) -> Result<Self, Failure> {
        let wanted = Wanted::of(arguments.read_as.as_deref())?;
        let limits =
            lurcher_engine::limits::Limits { partitions: std::num::NonZeroUsize::MIN, ..session::limits(global) };
        let reader = Session::open(SessionOptions {
            workspace: destination.session.catalog().workspace().root().map(PathBuf::from),
            limits,
            ..SessionOptions::default()
        });
        let reader = reader.map_err(|e| Failure::Message(e.to_string()))?;
        let now = Clock::system_ticks();
        let tables = &destination.tables;
        let manifests = store::Ingest::manifests(tables).map_err(|e| Failure::Message(e.to_string()))?;
        let mut paths = arguments.paths.clone();
        paths.extend(session::named_tables(global)?.into_iter().map(|(_, path)| PathBuf::from(path)));
        let memory = session::limits(global).memory;
        let (handle, stop) = CancelHandle::new();
        Ok(Self {
            arguments,
            global,
            destination,
            options,
            wanted,
            ingest: store::Ingest::begin(tables, now, memory),
            manifests,
            seen: HashMap::new(),
            told: HashMap::new(),
            reader,
            counters: Counters::of(bytes_under(&paths)),
            stop,
            handle,
            now,
            report: Report { is_dry: arguments.dry_run, ..Report::default() },
        })
    }

    /// Reads all files, and lets their rows count.
    pub(super) fn run(mut self) -> Result<Report, Failure> {
        let counters = Arc::clone(&self.counters);
        let bar = Bar::showing(self.global, move |elapsed, turn, width| counters.text(elapsed, turn, width));
        let handle = self.handle.clone();
        let done = interrupt::stopping(handle, || self.all());
        drop(bar);
        done?;
        Ok(self.report)
    }

    fn all(&mut self) -> Result<(), Failure> {
        let own = self.destination.own();
        for path in &self.arguments.paths {
            let name = path.display().to_string();
            match under(path, Some(&own)) {
                Ok(found) => {
                    let is_alone = path.is_file();
                    for found in found {
                        self.found(found, is_alone)?;
                    }
                }
                Err(reason) => self.report.files.push(FileReport::of(&name, Status::Refused, reason)),
            }
        }
        for (table, path) in session::named_tables(self.global)? {
            self.named(table, path)?;
        }
        self.commit()
    }

    /// The files of `--table NAME=PATH`.
    fn named(&mut self, table: &str, path: &str) -> Result<(), Failure> {
        let files = match lurcher_engine::workspace::files_at(path) {
            Ok(named) => named.files,
            Err(e) => {
                self.report.files.push(FileReport::of(path, Status::Refused, e.message));
                return Ok(());
            }
        };
        for file in files {
            let path = file.path.clone();
            let found = match under(&path, None) {
                Ok(found) => found,
                Err(reason) => {
                    self.report.files.push(FileReport::of(&path.display().to_string(), Status::Refused, reason));
                    continue;
                }
            };
            for found in found {
                match found {
                    Found::Log(entry) => {
                        self.content(&entry, Taken::Table(table.to_owned(), file.clone()), Some(table))?
                    }
                    other => self.found(other, true)?,
                }
            }
        }
        Ok(())
    }

    fn found(&mut self, found: Found, is_alone: bool) -> Result<(), Failure> {
        if self.stop.reason().is_some() {
            return Err(Failure::Interrupted);
        }
        // What is no log is left out of a folder; whoever names it alone is told that it cannot be.
        let left_out = if is_alone { Status::Refused } else { Status::Skipped };
        match found {
            Found::Skipped { name, reason } => self.report.files.push(FileReport::of(&name, left_out, reason)),
            Found::Failed { name, error } => {
                self.report.files.push(FileReport::of(&name, Status::Refused, error.to_string()));
            }
            Found::Log(entry) => match take(&entry, self.wanted) {
                Ok(Taken::Nothing(reason)) => self.report.files.push(FileReport::of(entry.name(), left_out, reason)),
                Ok(taken) => self.content(&entry, taken, None)?,
                Err(e) => self.report.files.push(FileReport::of(entry.name(), Status::Refused, e.to_string())),
            },
        }
        Ok(())
    }

    /// Ingests a content, unless it is there already: anywhere, or in the table that it is named for.
    fn content(&mut self, entry: &Entry, taken: Taken, named: Option<&str>) -> Result<(), Failure> {
        let start = Instant::now();
        self.counters.begin(entry.stored_bytes());
        let read = match entry.open().and_then(|content| fingerprint(content, &self.stop)) {
            Ok(Some(content)) => match self.known(&content, entry.name(), named) {
                Some(note) => {
                    self.report.files.push(FileReport::of(entry.name(), Status::Duplicate, note));
                    self.counters.end();
                    return Ok(());
                }
                None => self.read(entry, taken, content),
            },
            Ok(None) => return Err(Failure::Interrupted),
            Err(e) => Err(Refusal::File(e.to_string())),
        };
        self.counters.end();
        match read {
            Ok(report) => self.report.files.push(FileReport { time: start.elapsed(), ..report }),
            Err(Refusal::File(reason)) => {
                self.report.files.push(FileReport::of(entry.name(), Status::Refused, reason));
            }
            Err(Refusal::All(failure)) => return Err(failure),
        }
        Ok(())
    }

    /// Where a content is already.
    fn known(&mut self, content: &Fingerprint, name: &str, named: Option<&str>) -> Option<String> {
        let key = (content.sha256.clone(), named.map(str::to_owned));
        if let Some(first) = self.seen.get(&key) {
            return Some(format!("the same content as {first}"));
        }
        let is_it = |kind: &OriginKind| matches!(kind, OriginKind::File { sha256, .. } if *sha256 == content.sha256);
        let is_there = |origin: &Origin| is_it(&origin.kind) && !origin.is_expired();
        let has = |table: &String| self.manifests.get(table).is_some_and(|m| m.origins.iter().any(is_there));
        let of_table = |table: &str| named.is_none_or(|named| named == table);
        let manifests = self.manifests.iter().filter(|(table, _)| of_table(table));
        let mut origins = manifests.flat_map(|(_, manifest)| &manifest.origins);
        // An ingest that did not come to its end in all of its tables comes to it now.
        if let Some(origin) = origins.find(|origin| is_it(&origin.kind)).filter(|o| o.tables.iter().all(has)) {
            let Origin { name, at, kind, tables, .. } = origin;
            let (format, tables) = (kind.format(), tables.join(", "));
            return Some(format!("ingested as {name} ({format}) into {tables} at {at}; lurcher forget takes it back"));
        }
        self.seen.insert(key, name.to_owned());
        None
    }

    fn read(&mut self, entry: &Entry, taken: Taken, content: Fingerprint) -> Result<FileReport, Refusal> {
        let Fingerprint { sha256, bytes } = content;
        let kind = |format: &str| OriginKind::File { sha256: sha256.clone(), bytes, format: format.to_owned() };
        let (format, given) = match taken {
            Taken::Raw(format) => (format.name(), self.raw(entry, format, kind(format.name()))),
            Taken::Table(table, file) => ("table", self.table(entry, &table, &file, kind("table"))),
            Taken::Nothing(reason) => return Err(Refusal::File(reason)),
        };
        let (origin, given) = given.inspect_err(|_| {
            self.seen.retain(|(seen, _), _| *seen != sha256);
        })?;
        let report = FileReport::of(entry.name(), Status::Ingested, notes(&given.counts));
        Ok(FileReport { format: format.to_owned(), given, origin: Some(origin), ..report })
    }

    fn raw(
        &mut self,
        entry: &Entry,
        format: &'static dyn Format,
        kind: OriginKind,
    ) -> Result<(OriginId, Given), Refusal> {
        let origin = self.ingest.origin(entry.name(), kind);
        let mut taker = Taker {
            ingest: (!self.arguments.dry_run).then_some(&mut self.ingest),
            origin,
            unparsed: Unparseds::of(entry.name(), format.name(), self.now),
            given: Given::default(),
            counters: &self.counters,
            stop: &self.stop,
        };
        let read = format.read(entry.input(), &self.options, &mut taker);
        let ended = taker.finish();
        match read {
            Ok(()) => Ok((origin, ended?)),
            Err(SourceError::Refused(e)) => Err(Refusal::All(failure_of(e))),
            Err(e) => {
                self.ingest.take_back(origin)?;
                Err(Refusal::File(e.to_string()))
            }
        }
    }

    fn table(
        &mut self,
        entry: &Entry,
        table: &str,
        file: &TableFile,
        kind: OriginKind,
    ) -> Result<(OriginId, Given), Refusal> {
        store::check_name(table).map_err(|e| Refusal::File(e.to_string()))?;
        let on_disk = OnDisk::of(entry, file).map_err(|e| Refusal::File(e.to_string()))?;
        let session = &self.destination.session;
        let declared = Declared::new(table, session.catalog().workspace().settings().columns.get(table));
        let mut known = known_types(session, table);
        known.extend(self.told.get(table).into_iter().flatten().map(|(name, ty)| (Arc::clone(name), *ty)));
        let mut types = known.clone();
        loop {
            let origin = self.ingest.origin(entry.name(), kind.clone());
            let reader = Reader {
                session: &self.reader,
                table,
                file: &on_disk.file,
                counters: &self.counters,
                stop: &self.stop,
            };
            let ingest = (!self.arguments.dry_run).then_some(&mut self.ingest);
            let read = match reader.read(&types, ingest, origin) {
                Ok(read) => read,
                Err(EngineError::Cancelled) => return Err(Refusal::All(Failure::Interrupted)),
                Err(e) => {
                    self.ingest.take_back(origin)?;
                    return Err(Refusal::File(e.to_string()));
                }
            };
            let (badly_told, other) = read.badly_told(&declared, &known);
            // Other rows of the table have a type that these have not: nobody has said which is right.
            if let Some(lost) = other {
                self.ingest.take_back(origin)?;
                let help = "declare the column's type in lurcher.toml under [tables.NAME.columns], or ingest it under another name";
                return Err(Refusal::File(format!("{lost}: other rows of the table are of that type ({help})")));
            }
            // The first rows of a file told a type that later ones have not: as text nothing of them is lost.
            if badly_told.is_empty() || badly_told.iter().all(|column| types.get(column) == Some(&ScalarType::String)) {
                let told = read.columns.into_iter().map(|c| (c.name, c.ty));
                self.told.entry(table.to_owned()).or_default().extend(told);
                return Ok((origin, read.given));
            }
            self.ingest.take_back(origin)?;
            types.extend(badly_told.into_iter().map(|column| (column, ScalarType::String)));
        }
    }

    /// Lets all rows count, unless something speaks against it.
    fn commit(&mut self) -> Result<(), Failure> {
        if self.arguments.strict && (self.report.is_refused() || self.report.files.iter().any(FileReport::has_losses)) {
            self.report.refuse(self.global);
            return Ok(());
        }
        if self.arguments.dry_run {
            return Ok(());
        }
        let catalog = self.destination.session.catalog();
        let committed = self.ingest.commit(&|table, drafts| catalog.check_fit(table, drafts));
        match committed {
            Ok(late) => self.report.came_late(&late),
            Err(e) => {
                self.report.is_refused = true;
                say::error(self.global, &e.to_string());
                return Ok(());
            }
        }
        if let Some(retention) = self.arguments.retention {
            self.report.too_old = retain(self.global, self.destination, &self.report, retention)?;
        }
        Ok(())
    }
}

/// Takes rows back that are older than the retention.
pub(super) fn retain(
    global: &GlobalArguments,
    destination: &Destination,
    report: &Report,
    retention: std::time::Duration,
) -> Result<Vec<(String, u64)>, Failure> {
    let ticks = i64::try_from(retention.as_nanos() / 100).unwrap_or(i64::MAX);
    let mut tables: Vec<String> = report.files.iter().flat_map(|file| file.given.rows.keys().cloned()).collect();
    tables.sort_unstable();
    tables.dedup();
    if tables.is_empty() {
        return Ok(Vec::new());
    }
    let now = now_of(global, destination, &tables)?;
    store::retain(&destination.tables, &tables, now.saturating_sub(ticks)).map_err(|e| Failure::Message(e.to_string()))
}

/// What `now()` says to a query over tables that were written just now.
fn now_of(global: &GlobalArguments, destination: &Destination, tables: &[String]) -> Result<i64, Failure> {
    let workspace = destination.session.catalog().workspace().root().map(PathBuf::from);
    // The session of the destination knows the tables as they were before.
    let session = session::open_without_tables(global, SessionOptions { workspace, ..SessionOptions::default() })?;
    let names: Vec<String> = tables.iter().map(|table| format!("['{}']", escape(table))).collect();
    let query = format!("union {}", names.join(", "));
    session.now(&Request::new(&query)).map_err(|e| Failure::Message(e.to_string()))
}

/// Why whoever takes the rows wanted no more.
pub(super) fn failure_of(error: Box<dyn Error + Send + Sync>) -> Failure {
    if error.is::<Stop>() { Failure::Interrupted } else { Failure::Message(error.to_string()) }
}
