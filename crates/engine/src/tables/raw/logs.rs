//! The raw logs that a workspace's settings name.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::{fs, io};

use indexmap::IndexMap;
use lurcher_sources::containers::{Entry, Found, Limits, find};
use lurcher_sources::{Options, by_name, sniff};
use lurcher_symbols::Column;

use super::sample::{Sampled, survey};
use super::{RawFile, RawFiles, is_hidden};
use crate::tables::{DataError, where_json_breaks_off};
use crate::workspace::{Compression, FileFormat, RawSettings, SETTINGS_FILE, TableFile, Workspace};

/// Raw logs that are read where they lie. They are looked through from end to end when a table is first asked for:
/// which tables a log has rows of, and which columns, its beginning does not tell, and what it does not tell would be
/// missed without a word.
#[derive(Debug, Default)]
pub(crate) struct RawLogs {
    places: Vec<Place>,
    /// The workspace's own folders, in which there are no logs.
    own: Vec<PathBuf>,
    looked: OnceLock<Result<Looked, DataError>>,
}

/// What the settings name.
#[derive(Debug)]
struct Place {
    settings: RawSettings,
    /// Where it is, with all links resolved.
    real: PathBuf,
}

#[derive(Debug, Default)]
struct Looked {
    logs: Vec<Log>,
    /// What is not read.
    warnings: Vec<String>,
}

#[derive(Debug)]
struct Log {
    file: RawFile,
    /// The tables that it has rows of, with the columns that they have.
    tables: IndexMap<Arc<str>, Vec<Column>>,
}

impl RawLogs {
    /// The logs of a workspace. `options` count where its settings say nothing.
    ///
    /// # Errors
    /// What the settings name does not exist, or is named twice.
    pub(crate) fn of(workspace: &Workspace, options: &Options) -> Result<Self, DataError> {
        let mut places: Vec<Place> = Vec::new();
        for mut settings in workspace.raw_logs() {
            settings.options = settings.options.or(options);
            let failed = |e: io::Error| DataError::io(&settings.path, &e).with_help("'raw' in lurcher.toml names it");
            let real = fs::canonicalize(&settings.path).map_err(failed)?;
            if places.iter().any(|place| place.real == real) {
                let error = DataError::new(&settings.path, "is named twice by 'raw' in lurcher.toml");
                return Err(error.with_help("its rows would count twice: name it once"));
            }
            places.push(Place { settings, real });
        }
        let root = workspace.root().and_then(|root| fs::canonicalize(root).ok());
        let own = [
            workspace.tables_folder(),
            workspace.watchlists_folder(),
            workspace.functions_folder(),
            workspace.queries_folder(),
            workspace.summary_rules_folder(),
        ];
        let own: Vec<PathBuf> = own.into_iter().flatten().filter_map(|folder| fs::canonicalize(folder).ok()).collect();
        // A workspace may be its own folder of tables; logs lie beside them then.
        let is_apart = |folder: &&PathBuf| root.as_ref() != Some(*folder);
        let is_inside = |place: &&Place| own.iter().filter(is_apart).any(|folder| place.real.starts_with(folder));
        if let Some(place) = places.iter().find(is_inside) {
            let message = "'raw' in lurcher.toml names it, and it is in a folder of the workspace itself";
            let help = "a log in the folder of its table is read as it lies there: take it out of 'raw', or move it";
            return Err(DataError::new(&place.settings.path, message).with_help(help));
        }
        Ok(Self { places, own, looked: OnceLock::new() })
    }

    /// Those that have rows of a table.
    ///
    /// # Errors
    /// A log cannot be read: nobody knows of which tables it has rows.
    pub(crate) fn files(&self, table: &str) -> Result<Option<RawFiles>, DataError> {
        let logs = self.look()?.logs.iter().filter(|log| log.tables.contains_key(table));
        let mut files = Vec::new();
        let mut columns: Vec<Column> = Vec::new();
        for log in logs {
            files.push(log.file.clone());
            columns.extend(
                log.tables[table].iter().filter(|column| !columns.contains(column)).cloned().collect::<Vec<_>>(),
            );
        }
        let tables = IndexMap::from_iter([(Arc::from(table), columns)]);
        Ok((!files.is_empty()).then_some(RawFiles { files, tables, has_other_tables: true }))
    }

    /// The tables that they have rows of.
    pub(crate) fn names(&self) -> Vec<Arc<str>> {
        match self.look() {
            Ok(looked) => looked.logs.iter().flat_map(|log| log.tables.keys().cloned()).collect(),
            // Using one of them tells why they cannot be read.
            Err(_) => {
                let tables = lurcher_sources::all().iter().flat_map(|format| format.page().tables);
                tables.map(|table| Arc::from(table.name())).collect()
            }
        }
    }

    /// How many of them have rows of a table, and their size on the disk.
    pub(crate) fn size(&self, table: &str) -> (usize, u64) {
        let logs = self.look().map(|looked| looked.logs.as_slice()).unwrap_or_default();
        let of_table = logs.iter().filter(|log| log.tables.contains_key(table));
        of_table.fold((0, 0), |(count, bytes), log| (count + 1, bytes + log.file.entry.stored_bytes()))
    }

    /// What is worth knowing of them, once they were looked through.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let looked = self.looked.get().and_then(|looked| looked.as_ref().ok());
        looked.map(|looked| looked.warnings.clone()).unwrap_or_default()
    }

    fn look(&self) -> Result<&Looked, DataError> {
        let look = || {
            let mut looked = Looked::default();
            self.places.iter().try_for_each(|place| self.look_into(place, &mut looked))?;
            Ok(looked)
        };
        self.looked.get_or_init(look).as_ref().map_err(Clone::clone)
    }

    fn look_into(&self, place: &Place, looked: &mut Looked) -> Result<(), DataError> {
        for found in find(&place.settings.path, Limits::default()) {
            match found {
                Found::Log(entry) if self.is_of(place, entry.name()) => {
                    let named = place.settings.format.as_deref().and_then(by_name);
                    let head = entry.head().map_err(|e| DataError::io(entry.name(), &e))?;
                    let Some(format) = named.or_else(|| sniff(&head, Some(entry.path()))) else {
                        if let Some(cut) = cut_json(&entry) {
                            return Err(cut);
                        }
                        if !head.is_empty() {
                            let unknown = "is no raw log of a format that is known, and is not read";
                            looked.warnings.push(format!("{}: {unknown}", entry.name()));
                        }
                        continue;
                    };
                    let file = RawFile { entry, format, options: Arc::new(place.settings.options.clone()) };
                    let Sampled { tables, unparsed } = survey(&file)?;
                    if tables.is_empty() && unparsed > 0 {
                        let unread = "no record could be read";
                        looked.warnings.push(format!("{}: {unread}, of {unparsed}", file.entry.name()));
                    }
                    looked.logs.push(Log { file, tables });
                }
                Found::Skipped { name, reason } if self.is_of(place, &name) => {
                    looked.warnings.push(format!("{name}: is not read: {reason}"));
                }
                Found::Failed { name, error } if self.is_of(place, &name) => return Err(DataError::io(name, &error)),
                Found::Log(_) | Found::Skipped { .. } | Found::Failed { .. } => {}
            }
        }
        Ok(())
    }

    /// Whether what was found in a place is its own: no other place inside of it names it more exactly, and it is no
    /// file of the workspace itself.
    fn is_of(&self, place: &Place, name: &str) -> bool {
        let Ok(inside) = Path::new(name).strip_prefix(&place.settings.path) else { return true };
        if inside.iter().any(is_hidden) || inside == Path::new(SETTINGS_FILE) {
            return false;
        }
        let real = place.real.join(inside);
        let others = self.places.iter().map(|other| &other.real).chain(&self.own);
        !others
            .into_iter()
            .any(|other| other.starts_with(&place.real) && *other != place.real && real.starts_with(other))
    }
}

/// Where JSON breaks off: a log that is cut before its first record ends looks like no log.
fn cut_json(entry: &Entry) -> Option<DataError> {
    let (_, file) = TableFile::recognise(entry.path()).filter(|(_, file)| file.format == FileFormat::Json)?;
    // What the entry gives is unpacked.
    let file = TableFile { path: entry.name().into(), compression: Compression::None, ..file };
    where_json_breaks_off(&file, entry.open().ok()?)
}
