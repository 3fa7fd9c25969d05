//! Everything that a query can name: the tables of the workspace and of the documentation, stored functions,
//! watchlists.

mod fits;
pub mod log_analytics;
mod scans;
mod schema_text;
mod temporary;
mod watchlists;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use lurcher_content::{ContentError, Library, Watchlists};
use lurcher_symbols::{Catalog, Reach, StoredFunction, TableSymbol};
use temporary::TemporaryTables;

use crate::execution::stop_point;
use crate::external::{Externals, Fetch};
use crate::tables::{DataError, Declared, LoadContext, RawLogs, Table, Wanted, add_type, load, load_with_logs, told};
use crate::workspace::{Workspace, files_at, fixed_part};

/// A table, or why it cannot be read.
type Loaded = Result<Arc<Table>, DataError>;
/// Values that are made once, when they are first asked for.
pub(crate) type Once<T> = Mutex<HashMap<Arc<str>, Arc<OnceLock<T>>>>;

/// The catalog of a workspace. A table, function or watchlist is looked for when it is first named, and then kept.
#[derive(Debug)]
pub struct WorkspaceCatalog {
    workspace: Arc<Workspace>,
    stored_functions: Library,
    watchlists: Arc<Watchlists>,
    raw_logs: RawLogs,
    context: LoadContext,
    checks: bool,
    pub(crate) externals: Externals,
    tables: Once<Option<Loaded>>,
    watchlist_tables: Once<Result<Arc<Table>, String>>,
    temporary: TemporaryTables,
}

/// Why a catalog cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CatalogError {
    /// A folder that the settings name is wrong.
    Workspace(DataError),
    /// A folder of content cannot be read.
    Content(Box<ContentError>),
}

impl std::fmt::Display for CatalogError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            CatalogError::Workspace(e) => e.fmt(f),
            CatalogError::Content(e) => e.fmt(f),
        }
    }
}

impl std::error::Error for CatalogError {}

impl WorkspaceCatalog {
    /// The catalog of a workspace. `context` holds the runtime that queries run on, too.
    ///
    /// # Errors
    /// A folder that the settings name as content does not exist.
    pub fn open(workspace: Arc<Workspace>, context: LoadContext) -> Result<Self, CatalogError> {
        Self::open_with_content(workspace, &[], context)
    }

    /// As [`Self::open`], with further folders of content behind those of the workspace.
    ///
    /// # Errors
    /// A folder that the settings name as content, or logs that they name, do not exist.
    pub fn open_with_content(
        workspace: Arc<Workspace>,
        further: &[PathBuf],
        context: LoadContext,
    ) -> Result<Self, CatalogError> {
        let mut content: Vec<PathBuf> = workspace.content_folders().map_err(CatalogError::Workspace)?;
        content.extend_from_slice(further);
        let functions = workspace.functions_folder();
        let watchlists = Arc::new(Watchlists::open(workspace.watchlists_folder().as_deref(), &content));
        let stored_functions =
            Library::open(functions.as_deref(), &content).map_err(|e| CatalogError::Content(Box::new(e)))?;
        let stored_functions = stored_functions.with_watchlists(Arc::clone(&watchlists));
        let raw_logs = RawLogs::of(&workspace, &context.raw_options).map_err(CatalogError::Workspace)?;
        Ok(Self {
            workspace,
            raw_logs,
            stored_functions,
            watchlists,
            context,
            checks: false,
            externals: Externals::default(),
            tables: Mutex::default(),
            watchlist_tables: Mutex::default(),
            temporary: TemporaryTables::default(),
        })
    }

    /// For checking content: where the workspace has no tables, a query over all tables means the documented ones.
    #[must_use]
    pub fn for_checks(mut self) -> Self {
        self.checks = true;
        self
    }

    /// Gets data from the network by `fetch`, where queries ask for it.
    #[must_use]
    pub fn with_network(mut self, fetch: Option<Arc<dyn Fetch>>) -> Self {
        self.externals = Externals::new(fetch);
        self
    }

    /// The workspace.
    pub fn workspace(&self) -> &Arc<Workspace> {
        &self.workspace
    }

    /// The stored functions.
    pub fn stored_functions(&self) -> &Library {
        &self.stored_functions
    }

    /// What the tables share: the runtime to run queries on, and the counters of failed conversions.
    pub fn context(&self) -> &LoadContext {
        &self.context
    }

    /// The aliases of the watchlists.
    pub fn watchlist_aliases(&self) -> Vec<Arc<str>> {
        self.watchlists.aliases()
    }

    /// What is worth knowing about the raw logs that the settings name, if a table was asked for so far.
    pub fn raw_log_warnings(&self) -> Vec<String> {
        self.raw_logs.warnings()
    }

    /// How many files a table of the workspace has, and their size on the disk.
    pub fn size(&self, table: &str) -> (usize, u64) {
        let files = self.workspace.tables().files(table).and_then(Result::ok).unwrap_or_default();
        let bytes: u64 = files.iter().filter_map(|file| Some(fs::metadata(&file.path).ok()?.len())).sum();
        let (logs, bytes_of_logs) = self.raw_logs.size(table);
        (files.len() + logs, bytes + bytes_of_logs)
    }

    /// What is worth knowing about the watchlists that were asked for so far.
    pub fn watchlist_warnings(&self) -> Vec<ContentError> {
        self.watchlists.warnings()
    }

    /// Keeps a table for as long as the session lasts. It hides a table of that name.
    pub fn put_temporary(&self, table: Table) {
        self.temporary.put(table);
    }

    /// Lets a name stand for files: a path, a folder or a pattern.
    ///
    /// # Errors
    /// The path names nothing, or files that cannot be read.
    pub fn put_files(&self, name: &str, path: &str) -> Result<Arc<TableSymbol>, DataError> {
        let declared = Declared::new(name, self.workspace.settings().columns.get(name)).of_files();
        let named = files_at(path)?;
        let wanted = if name == path { Wanted::Path } else { Wanted::Table(name) };
        let files = told(&named.files, wanted, &self.context.raw_options);
        let table = load(name, &files, &declared, &self.context)?.holding(named.snapshots);
        let symbol = Arc::clone(table.symbol());
        self.temporary.put(table);
        Ok(symbol)
    }

    /// Forgets a table that was kept. Returns whether there was one; tables of the workspace stay.
    pub fn drop_temporary(&self, name: &str) -> bool {
        self.temporary.remove(name)
    }

    /// The table of that exact name with its scans; `None` where there is none.
    pub fn data(&self, name: &str) -> Option<Loaded> {
        stop_point();
        if let Some(table) = self.temporary.get(name) {
            return Some(Ok(table));
        }
        once(&self.tables, name, || self.find(name))
    }

    /// The watchlist of that alias with its rows; an absent one is open and empty.
    ///
    /// # Errors
    /// The watchlist's file is broken.
    pub fn watchlist_data(&self, alias: &str) -> Result<Arc<Table>, String> {
        once(&self.watchlist_tables, alias, || {
            let settings = self.workspace.settings().watchlists.get(alias);
            let key = settings.and_then(|s| s.search_key.as_deref());
            match self.watchlists.find(alias, key) {
                Ok(Some(watchlist)) => watchlists::table(&watchlist).map(Arc::new),
                Ok(None) => Ok(Arc::new(watchlists::absent(alias))),
                Err(e) => Err(e.to_string()),
            }
        })
    }

    /// The names of the tables that files and logs of the workspace have rows of, sorted.
    fn of_workspace(&self) -> Vec<Arc<str>> {
        let mut names: Vec<Arc<str>> = self.workspace.tables().names().map(Arc::from).collect();
        names.extend(self.raw_logs.names());
        names.sort_unstable();
        names.dedup();
        names
    }

    fn find(&self, name: &str) -> Option<Loaded> {
        let settings = || self.workspace.settings().columns.get(name);
        let files = self.workspace.tables().files(name);
        let logs = self.raw_logs.files(name);
        if files.is_some() || !matches!(logs, Ok(None)) {
            let declared = Declared::new(name, settings());
            let load = || {
                let files = told(files.unwrap_or(Ok(&[]))?, Wanted::Table(name), &self.context.raw_options);
                load_with_logs(name, &files, logs?, &declared, &self.context)
            };
            return Some(load().map(Arc::new));
        }
        // What is a table in one workspace is a parser in another.
        let of_connector = || log_analytics::is_custom(name) && self.stored_functions.function(name).is_none();
        let is_declared = settings().is_some() || log_analytics::is_of_every_workspace(name) || of_connector();
        is_declared.then(|| {
            let declared = Declared::new(name, settings());
            let mut columns = declared.documented.clone();
            columns.extend(declared.added.iter().cloned());
            add_type(&mut columns);
            let further = declared.further_beside(&columns);
            Ok(Arc::new(Table::empty(TableSymbol { name: name.into(), columns, further, empty: true })))
        })
    }
}

impl Catalog for WorkspaceCatalog {
    fn table(&self, name: &str) -> Option<Result<Arc<TableSymbol>, String>> {
        let table = self.data(name)?;
        Some(table.map(|t| t.symbol().clone()).map_err(|e| e.to_string()))
    }

    fn function(&self, name: &str) -> Option<Result<Arc<StoredFunction>, String>> {
        Some(self.stored_functions.function(name)?.map_err(|e| e.to_string()))
    }

    fn file(&self, path: &str, reach: Reach) -> Result<Arc<TableSymbol>, String> {
        if reach == Reach::Workspace {
            let named = if Path::new(path).exists() { Path::new(path) } else { fixed_part(path) };
            self.workspace.boundary().check(named).map_err(|e| e.to_string())?;
        }
        match self.temporary.get(path) {
            Some(table) => Ok(Arc::clone(table.symbol())),
            None => self.put_files(path, path).map_err(|e| e.to_string()),
        }
    }

    fn watchlist(&self, alias: &str) -> Result<Arc<TableSymbol>, String> {
        self.watchlist_data(alias).map(|t| t.symbol().clone())
    }

    fn has_watchlist(&self, alias: &str) -> bool {
        // Content is checked without the watchlists of whoever runs it.
        self.checks || self.watchlist_aliases().iter().any(|known| **known == *alias)
    }

    fn watchlist_names(&self) -> Vec<Arc<str>> {
        self.watchlist_aliases()
    }

    fn database_name(&self) -> Arc<str> {
        self.workspace.settings().name.as_deref().unwrap_or("Lurcher").into()
    }

    fn geo_database(&self) -> Option<Arc<str>> {
        self.workspace.geo_database().map(|path| path.to_string_lossy().into())
    }

    fn table_names(&self) -> Vec<Arc<str>> {
        let mut names = log_analytics::all_names().to_vec();
        names.extend(self.of_workspace());
        names.extend(self.temporary.names());
        names.extend(self.workspace.settings().columns.keys().map(|name| Arc::from(name.as_str())));
        names.sort_unstable();
        names.dedup();
        names
    }

    fn common_table_names(&self) -> Vec<Arc<str>> {
        log_analytics::names().map(Arc::from).collect()
    }

    fn stored_table_names(&self) -> Vec<Arc<str>> {
        let temporary = self.temporary.names().into_iter().filter(|name| !name.starts_with('$'));
        let stored: Vec<_> = self.of_workspace().into_iter().chain(temporary).collect();
        // A query over all tables means those that somebody has, and nobody has those of all connectors.
        if stored.is_empty() && self.checks {
            return self.common_table_names();
        }
        stored
    }

    fn function_names(&self) -> Vec<Arc<str>> {
        self.stored_functions.function_names()
    }
}

/// The value of a name, made when it is first asked for. Two threads that ask at once share one; other names do not
/// wait for it.
pub(crate) fn once<T: Clone>(values: &Once<T>, name: &str, make: impl FnOnce() -> T) -> T {
    let mut lock = values.lock().unwrap_or_else(PoisonError::into_inner);
    let cell = match lock.get(name) {
        Some(cell) => cell.clone(),
        None => lock.entry(name.into()).or_default().clone(),
    };
    drop(lock);
    cell.get_or_init(make).clone()
}

#[cfg(test)]
mod tests;
