//! What became of each file.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use arrow::array::{ArrayRef, Float64Array, Int64Array, StringViewArray};
use lurcher_engine::store::OriginId;
use lurcher_symbols::ScalarType;

use super::raw::{Given, unfit};
use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::output::{self, show_rows};
use crate::report as say;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// Its rows are in the tables; unless nothing was written.
    Ingested,
    /// Another file of the same ingest, or an earlier ingest, has the same content.
    Duplicate,
    /// It is no log.
    Skipped,
    /// It cannot be ingested.
    Refused,
}

impl Status {
    fn name(self) -> &'static str {
        match self {
            Status::Ingested => "ingested",
            Status::Duplicate => "duplicate",
            Status::Skipped => "skipped",
            Status::Refused => "refused",
        }
    }
}

/// A file, and what became of it.
#[derive(Debug, Clone)]
pub(super) struct FileReport {
    pub(super) file: String,
    pub(super) status: Status,
    pub(super) format: String,
    pub(super) given: Given,
    pub(super) time: Duration,
    /// What its rows are of, where it has some.
    pub(super) origin: Option<OriginId>,
    /// Why, where that is to be said.
    pub(super) note: String,
}

impl FileReport {
    /// A file that gave nothing.
    pub(super) fn of(file: &str, status: Status, note: impl Into<String>) -> Self {
        let (file, note) = (file.to_owned(), note.into());
        Self { file, status, format: String::new(), given: Given::default(), time: Duration::ZERO, origin: None, note }
    }

    /// Whether records, or cells, are not among the rows.
    pub(super) fn has_losses(&self) -> bool {
        self.given.has_losses()
    }

    fn rows(&self) -> u64 {
        self.given.rows.values().sum()
    }
}

/// All files.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) files: Vec<FileReport>,
    pub(super) is_dry: bool,
    /// Nothing was written, because something was not as it must be.
    pub(super) is_refused: bool,
    /// How many rows were taken back because they are too old, by table.
    pub(super) too_old: Vec<(String, u64)>,
}

impl Report {
    /// Another ingest has put the same contents into the tables meanwhile.
    pub(super) fn came_late(&mut self, origins: &[OriginId]) {
        for file in self.files.iter_mut().filter(|file| file.origin.is_some_and(|origin| origins.contains(&origin))) {
            *file = FileReport::of(&file.file, Status::Duplicate, "another ingest was sooner");
        }
    }

    /// Nothing is written, because something is not as it must be.
    pub(super) fn refuse(&mut self, global: &GlobalArguments) {
        self.is_refused = true;
        let message = "nothing was written: --strict refuses records that cannot be read, cells that do not fit their \
                       columns, files of which something is noted, and files that are no logs";
        say::error(global, message);
    }

    /// What became of a file, where it may be that nothing was written.
    fn status(&self, file: &FileReport) -> &'static str {
        match file.status {
            Status::Ingested if self.is_refused => "not written",
            Status::Ingested if self.is_dry => "would be ingested",
            status => status.name(),
        }
    }

    /// Whether something was refused.
    pub(super) fn is_refused(&self) -> bool {
        self.is_refused || self.files.iter().any(|file| file.status == Status::Refused)
    }

    /// Writes a row for each file.
    pub(super) fn write(&self, global: &GlobalArguments) -> Result<(), Failure> {
        let files = &self.files;
        let text = |of: &dyn Fn(&FileReport) -> String| -> ArrayRef {
            Arc::new(StringViewArray::from_iter_values(files.iter().map(of)))
        };
        let long = |of: &dyn Fn(&FileReport) -> Option<u64>| -> ArrayRef {
            let number = |file| of(file).map(|n| i64::try_from(n).unwrap_or(i64::MAX));
            Arc::new(Int64Array::from_iter(files.iter().map(number)))
        };
        let ticks = |of: &dyn Fn(&FileReport) -> Option<i64>| -> ArrayRef {
            Arc::new(Int64Array::from_iter(files.iter().map(of)))
        };
        let is_for_people = output::format(global, None).is_for_people();
        let bags = |of: &dyn Fn(&FileReport) -> &BTreeMap<String, u64>| -> ArrayRef {
            let bag = |file| match is_for_people {
                true => counted(of(file)),
                false => serde_json::to_string(of(file)).unwrap_or_default(),
            };
            Arc::new(StringViewArray::from_iter_values(files.iter().map(bag)))
        };
        let bag = if is_for_people { ScalarType::String } else { ScalarType::Dynamic };
        let was_read = |file: &FileReport| file.status == Status::Ingested;
        let rate = |file: &FileReport| {
            let seconds = file.time.as_secs_f64();
            (was_read(file) && seconds > 0.0).then(|| (file.rows() as f64 / seconds).round())
        };
        show_rows(
            global,
            [
                ("File", ScalarType::String, text(&|file| file.file.clone())),
                ("Status", ScalarType::String, text(&|file| self.status(file).to_owned())),
                ("Format", ScalarType::String, text(&|file| file.format.clone())),
                ("Records", ScalarType::Long, long(&|file| was_read(file).then_some(file.given.counts.records))),
                ("Rows", bag, bags(&|file| &file.given.rows)),
                ("NoRow", bag, bags(&|file| &file.given.counts.skipped)),
                ("Unparsed", bag, bags(&|file| &file.given.unparsed)),
                ("Unfit", ScalarType::Long, long(&|file| was_read(file).then(|| unfit(&file.given.counts).0))),
                ("From", ScalarType::DateTime, ticks(&|file| file.given.counts.first)),
                ("To", ScalarType::DateTime, ticks(&|file| file.given.counts.last)),
                ("RowsPerSecond", ScalarType::Real, Arc::new(Float64Array::from_iter(files.iter().map(rate)))),
                ("Note", ScalarType::String, text(&|file| file.note.clone())),
            ],
        )
    }
}

/// Counts as a person reads them: `Event 87, SecurityEvent 13`.
fn counted(counts: &BTreeMap<String, u64>) -> String {
    counts.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |status| self.files.iter().filter(move |file| file.status == status);
        let rows: u64 = of(Status::Ingested).map(FileReport::rows).sum();
        let mut tables: Vec<&str> =
            of(Status::Ingested).flat_map(|f| f.given.rows.keys()).map(String::as_str).collect();
        tables.sort_unstable();
        tables.dedup();
        let number = |n: u64, word: &str| if n == 1 { format!("{n} {word}") } else { format!("{n} {word}s") };
        let verb = match (self.is_dry, self.is_refused) {
            (true, _) => "would become",
            (_, true) => "would have become",
            _ => "became",
        };
        let files = of(Status::Ingested).count() as u64;
        write!(
            f,
            "{} {verb} {} of {}",
            number(files, "file"),
            number(rows, "row"),
            number(tables.len() as u64, "table")
        )?;
        for (status, words) in
            [(Status::Duplicate, "known already"), (Status::Skipped, "skipped"), (Status::Refused, "refused")]
        {
            let count = of(status).count();
            if count > 0 {
                write!(f, ", {count} {words}")?;
            }
        }
        let unparsed: u64 = of(Status::Ingested).flat_map(|file| file.given.unparsed.values()).sum();
        if unparsed > 0 {
            let kept = if self.is_dry || self.is_refused { "" } else { ", kept in LurcherUnparsed_CL" };
            write!(f, ", {} could not be read{kept}", number(unparsed, "record"))?;
        }
        let unfit: u64 = of(Status::Ingested).map(|file| unfit(&file.given.counts).0).sum();
        if unfit > 0 {
            write!(f, ", {} did not fit their columns", number(unfit, "cell"))?;
        }
        let noted = of(Status::Ingested).filter(|file| !file.given.counts.notes.is_empty()).count();
        if noted > 0 {
            write!(f, ", {} with a note", number(noted as u64, "file"))?;
        }
        for (table, rows) in &self.too_old {
            write!(f, ", {} of {table} beyond the retention taken back", number(*rows, "row"))?;
        }
        Ok(())
    }
}
