//! Raw logs as they lie there: a table whose rows are made while they are read.

mod logs;
mod sample;
mod scan;
mod told;

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

use datafusion::logical_expr::ident;
use indexmap::IndexMap;
use lurcher_sources::containers::{Entry, Found, Limits, find};
use lurcher_sources::{Format, Options, sniff};
use lurcher_symbols::{Column, ScalarType, TableSymbol};

use super::counters::{ConversionCounters, Unread};
use super::load::LoadContext;
use super::text::physical_schema;
use super::{DataError, Source, TYPE};
use crate::store::{SOURCE_FILE, SOURCE_RECORD};
use crate::workspace::TableFile;

pub(crate) use logs::RawLogs;
pub(super) use scan::{RawScan, newest};
pub use told::begins_a_raw_log;
pub(crate) use told::{Wanted, told};

/// A raw log.
#[derive(Clone)]
pub(super) struct RawFile {
    entry: Entry,
    format: &'static dyn Format,
    /// What its content does not say.
    options: Arc<Options>,
}

impl std::fmt::Debug for RawFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.entry.name())
    }
}

/// Raw logs that are read together.
#[derive(Debug)]
pub(crate) struct RawFiles {
    files: Vec<RawFile>,
    /// The tables that their records become, with the columns that are known of them.
    tables: IndexMap<Arc<str>, Vec<Column>>,
    /// Whether rows of other tables are rows of those, and none that are missed.
    has_other_tables: bool,
}

impl RawFiles {
    /// Looks at the beginnings of files. A table of the workspace takes its own rows only; files that somebody names have
    /// all of theirs, unless they are called as one of their tables is.
    ///
    /// # Errors
    /// A file is no raw log of a format that is known.
    pub(super) fn open(
        files: &[&TableFile],
        table: &str,
        is_of_files: bool,
        LoadContext { raw_options: options, counters, .. }: &LoadContext,
    ) -> Result<Self, DataError> {
        let mut opened = Vec::new();
        for file in files {
            for found in find(&file.path, Limits::default()) {
                match found {
                    Found::Log(entry) => opened.push(of_entry(entry, options)?),
                    Found::Skipped { name, reason } => {
                        let inside = Path::new(&name).strip_prefix(&file.path).unwrap_or(Path::new(&name));
                        if !inside.iter().any(is_hidden) {
                            let (file, reason) = (name.into(), format!("is not read: {reason}").into());
                            counters.add_unread([Unread { file, reason, offset: None, count: 0 }].into_iter());
                        }
                    }
                    Found::Failed { name, error } => return Err(DataError::io(name, &error)),
                }
            }
        }
        let mut tables: IndexMap<Arc<str>, Vec<Column>> = IndexMap::new();
        for file in &opened {
            let mut shown = IndexMap::new();
            sample::sample(file, &mut shown)?;
            // Rows of the table may begin behind those of others, and would be missed.
            if !shown.contains_key(table) && (!is_of_files || fills(file.format, table)) {
                shown = sample::survey(file)?.tables;
            }
            for (table, columns) in shown {
                let known = tables.entry(table).or_default();
                let new: Vec<Column> = columns.into_iter().filter(|column| !known.contains(column)).collect();
                known.extend(new);
            }
        }
        if !is_of_files || tables.contains_key(table) {
            tables.retain(|known, _| **known == *table);
        }
        Ok(Self { files: opened, tables, has_other_tables: false })
    }

    /// The table that all of the records become, if it is one.
    pub(super) fn table(&self) -> Option<&str> {
        if self.tables.len() == 1 { self.tables.keys().next().map(|table| &**table) } else { None }
    }

    /// The columns, with the first file.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&Column, &Path)> {
        let file = self.files.first().map_or(Path::new(""), |file| Path::new(file.entry.name()));
        self.tables.values().flatten().map(move |column| (column, file))
    }

    /// The scan of the files, where the table's columns are known.
    pub(super) fn source(self, symbol: &TableSymbol, counters: &Arc<ConversionCounters>) -> (Source, Arc<RawScan>) {
        let names: HashSet<&str> =
            self.tables.values().flatten().map(|c| &*c.name).chain([TYPE, SOURCE_FILE, SOURCE_RECORD]).collect();
        let columns: Vec<Column> = symbol.row_columns().filter(|c| names.contains(&*c.name)).cloned().collect();
        let of_table = symbol.row_columns().map(|c| names.contains(&*c.name).then(|| ident(&*c.name))).collect();
        let known: HashMap<Arc<str>, HashSet<Arc<str>>> = self
            .tables
            .into_iter()
            .map(|(table, columns)| {
                // What the table documents may come later, and what only the data shows may not.
                let all = columns.iter().chain(&symbol.columns).map(|c| Arc::clone(&c.name)).collect();
                (table, all)
            })
            .collect();
        let schema = physical_schema(&columns);
        let scan = Arc::new(RawScan {
            files: self.files,
            columns,
            schema,
            known,
            has_other_tables: self.has_other_tables,
            counters: Arc::clone(counters),
        });
        (Source::new(scan.clone(), of_table, symbol, None), scan)
    }
}

/// Whether a format is one that fills a table.
fn fills(format: &dyn Format, table: &str) -> bool {
    format.page().tables.iter().any(|filled| filled.name() == table)
}

fn of_entry(entry: Entry, options: &Arc<Options>) -> Result<RawFile, DataError> {
    let head = entry.head().map_err(|e| DataError::io(entry.name(), &e))?;
    match sniff(&head, Some(entry.path())) {
        Some(format) => Ok(RawFile { entry, format, options: Arc::clone(options) }),
        None => {
            let help = "lurcher ingest --as FORMAT reads it as a format that you name";
            Err(DataError::new(entry.name(), "is no raw log of a format that is known").with_help(help))
        }
    }
}

/// Whether a file that no ending tells is a raw log.
pub(crate) fn is_raw(path: &Path) -> bool {
    why_not_raw(path).is_none()
}

/// Why a file is no raw log, or no archive of them. The first log of an archive tells.
pub(crate) fn why_not_raw(path: &Path) -> Option<String> {
    let mut skipped = None;
    for found in find(path, Limits::default()) {
        match found {
            Found::Log(entry) => {
                let is_inside = Path::new(entry.name()) != path;
                return match entry.head() {
                    Ok(head) if sniff(&head, Some(entry.path())).is_some() => None,
                    Ok(_) if is_inside => {
                        let takes = "lurcher ingest takes tables and logs out of archives";
                        Some(format!("has {} inside, which is no raw log that is known; {takes}", entry.name()))
                    }
                    Ok(_) => Some("has no ending that tells its format, and is no raw log that is known".to_owned()),
                    Err(e) => Some(format!("cannot be read: {e}")),
                };
            }
            Found::Skipped { reason, .. } => drop(skipped.get_or_insert(reason)),
            Found::Failed { error, .. } => return Some(format!("cannot be read: {error}")),
        }
    }
    Some(skipped.unwrap_or_else(|| "has nothing inside".to_owned()))
}

/// Whether a name is left out wherever files are looked for: it begins with `.` or `_`.
fn is_hidden(part: &OsStr) -> bool {
    part.to_string_lossy().starts_with(['.', '_'])
}

/// The columns that say where a row came from.
pub(super) fn provenance() -> [Column; 2] {
    [Column::new(SOURCE_FILE, ScalarType::String), Column::new(SOURCE_RECORD, ScalarType::Long)]
}
