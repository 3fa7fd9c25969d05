//! A workspace: a folder with tables, watchlists, functions and the settings in `lurcher.toml`.

mod boundary;
mod folder;
mod named;
mod raw_settings;
mod settings;
mod table_files;

use std::path::{Path, PathBuf};
use std::{env, fs};

pub use boundary::Boundary;
pub(crate) use named::fixed_part;
pub use named::{NamedFiles, files_at};
pub use raw_settings::RawSettings;
pub use settings::{Folders, Settings, WatchlistSettings};
pub use table_files::{Compression, FileFormat, TableFile, TableFiles};

use crate::tables::DataError;

/// The name of the settings' file.
pub const SETTINGS_FILE: &str = "lurcher.toml";

/// A workspace on disk, or the empty one. Opening it reads the settings and the names in the folder of tables; no data.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    root: Option<PathBuf>,
    settings: Settings,
    boundary: Boundary,
    tables: TableFiles,
    /// Whether the folder is itself the folder of tables.
    is_bare: bool,
}

impl Workspace {
    /// The workspace in `folder`; without one, the workspace of the nearest `lurcher.toml` upwards of the current
    /// folder, and where there is none, the empty workspace.
    ///
    /// # Errors
    /// The named folder does not exist or cannot be read, or its settings are wrong.
    pub fn open(folder: Option<&Path>) -> Result<Self, DataError> {
        match folder {
            Some(folder) => Self::open_folder(folder),
            None => {
                let current = env::current_dir().map_err(|e| DataError::io(".", &e))?;
                match current.ancestors().find(|a| a.join(SETTINGS_FILE).is_file()) {
                    Some(root) => Self::open_folder(root),
                    None => Ok(Self { boundary: Boundary::around([current]), ..Self::default() }),
                }
            }
        }
    }

    fn open_folder(root: &Path) -> Result<Self, DataError> {
        let what = fs::metadata(root).map_err(|e| {
            DataError::io(root, &e)
                .with_help("--workspace takes a folder with a lurcher.toml, a folder 'tables', or tables")
        })?;
        if !what.is_dir() {
            return Err(
                DataError::new(root, "is not a folder").with_help("--workspace takes the folder that holds the files")
            );
        }
        let file = root.join(SETTINGS_FILE);
        let settings = match fs::read_to_string(&file) {
            Ok(text) => Some(Settings::parse(&text, &file)?),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
            Err(e) => return Err(DataError::io(&file, &e)),
        };
        let is_bare = settings.is_none() && !root.join("tables").is_dir();
        let settings = settings.unwrap_or_default();
        let boundary = Boundary::around(settings.named().map(|path| root.join(path)));
        let tables = if is_bare {
            TableFiles::find(root, &settings.folders.other_than_tables(), &boundary)?
        } else {
            let folder = root.join(&settings.folders.tables);
            if folder.exists() { TableFiles::find(&folder, &[], &boundary)? } else { TableFiles::default() }
        };
        Ok(Self { root: Some(root.to_path_buf()), settings, boundary, tables, is_bare })
    }

    /// The folder; `None` for the empty workspace.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What may be read: what is below the workspace, and what its settings name.
    pub fn boundary(&self) -> &Boundary {
        &self.boundary
    }

    /// The files of the tables.
    pub fn tables(&self) -> &TableFiles {
        &self.tables
    }

    /// The files that a table has at this moment, whatever it had when the workspace was opened.
    ///
    /// # Errors
    /// They cannot be listed.
    pub(crate) fn files_now(&self, table: &str) -> Result<Vec<TableFile>, DataError> {
        let Some(folder) = self.tables_folder().filter(|folder| folder.is_dir()) else { return Ok(Vec::new()) };
        let except = if self.is_bare { self.settings.folders.other_than_tables() } else { Vec::new() };
        let tables = TableFiles::find(&folder, &except, &self.boundary)?;
        tables.files(table).map_or(Ok(Vec::new()), |files| files.map(<[TableFile]>::to_vec))
    }

    /// The folder of watchlists, where it exists.
    pub fn watchlists_folder(&self) -> Option<PathBuf> {
        self.folder(&self.settings.folders.watchlists)
    }

    /// The folder of stored functions, where it exists.
    pub fn functions_folder(&self) -> Option<PathBuf> {
        self.folder(&self.settings.folders.functions)
    }

    /// The folder of hunting queries and rules, where it exists.
    pub fn queries_folder(&self) -> Option<PathBuf> {
        self.folder(&self.settings.folders.queries)
    }

    /// The folder of summary rules, where it exists.
    pub fn summary_rules_folder(&self) -> Option<PathBuf> {
        self.folder(&self.settings.folders.summary_rules)
    }

    /// The folder that new tables are written to; `None` for the empty workspace. In a folder that is itself one of
    /// tables it is that one: beside a folder `tables` its own would not be found any more.
    pub fn tables_folder(&self) -> Option<PathBuf> {
        let root = self.root.as_ref()?;
        let is_of_tables = self.is_bare && self.tables.names().next().is_some();
        Some(if is_of_tables { root.clone() } else { root.join(&self.settings.folders.tables) })
    }

    /// The file of the database of IP addresses, `geo_database = "…"`.
    pub fn geo_database(&self) -> Option<PathBuf> {
        Some(self.root.as_ref()?.join(self.settings.geo_database.as_ref()?))
    }

    /// The logs that are read where they lie, `raw = [...]`, with their paths from here.
    pub fn raw_logs(&self) -> Vec<RawSettings> {
        let Some(root) = &self.root else { return Vec::new() };
        let from_here = |logs: &RawSettings| RawSettings { path: root.join(&logs.path), ..logs.clone() };
        self.settings.raw.iter().map(from_here).collect()
    }

    /// The further folders of content, `content = [...]`.
    ///
    /// # Errors
    /// One of them does not exist.
    pub fn content_folders(&self) -> Result<Vec<PathBuf>, DataError> {
        let Some(root) = &self.root else { return Ok(Vec::new()) };
        let check = |folder: &PathBuf| {
            let folder = root.join(folder);
            match fs::metadata(&folder) {
                Ok(_) => Ok(folder),
                Err(e) => Err(DataError::io(&folder, &e).with_help("'content' in lurcher.toml names it")),
            }
        };
        self.settings.content.iter().map(check).collect()
    }

    fn folder(&self, name: &Path) -> Option<PathBuf> {
        self.root.as_ref().map(|root| root.join(name)).filter(|folder| folder.is_dir())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(workspace: &Workspace) -> Vec<String> {
        workspace.tables().names().map(str::to_owned).collect()
    }

    #[test]
    fn a_missing_folder_is_an_error_that_names_it() {
        let dir = tempfile::tempdir().unwrap();
        let error = Workspace::open(Some(&dir.path().join("nowhere"))).unwrap_err();
        assert!(error.to_string().contains("nowhere: does not exist"), "{error}");
        fs::write(dir.path().join("file"), "").unwrap();
        let error = Workspace::open(Some(&dir.path().join("file"))).unwrap_err();
        assert!(error.to_string().contains("is not a folder"), "{error}");
    }

    #[test]
    fn a_folder_without_settings_is_a_folder_of_tables() {
        let dir = tempfile::tempdir().unwrap();
        for file in [
            "Heartbeat.csv",
            "Syslog.jsonl.gz",
            "notes.md",
            ".hidden.csv",
            "Empty/readme.txt",
            "Parts/a.parquet",
            "watchlists/x.csv",
        ] {
            let file = dir.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }
        let workspace = Workspace::open(Some(dir.path())).unwrap();
        assert_eq!(names(&workspace), ["Heartbeat", "Parts", "Syslog"]);
        assert_eq!(workspace.watchlists_folder(), Some(dir.path().join("watchlists")));
    }

    #[test]
    fn settings_say_where_things_are() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("logs/Heartbeat")).unwrap();
        fs::write(dir.path().join("logs/Heartbeat/1.csv"), "").unwrap();
        fs::write(dir.path().join("Other.csv"), "").unwrap();
        fs::write(dir.path().join(SETTINGS_FILE), "content = [\"solutions\"]\n[folders]\ntables = \"logs\"\n").unwrap();
        let workspace = Workspace::open(Some(dir.path())).unwrap();
        assert_eq!(names(&workspace), ["Heartbeat"]);
        let error = workspace.content_folders().unwrap_err();
        assert!(error.to_string().contains("solutions: does not exist"), "{error}");
    }

    #[test]
    fn settings_without_tables_are_an_empty_workspace() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(SETTINGS_FILE), "").unwrap();
        fs::write(dir.path().join("Other.csv"), "").unwrap();
        assert!(names(&Workspace::open(Some(dir.path())).unwrap()).is_empty());
    }

    #[test]
    fn thousands_of_files_are_found_in_less_than_a_second() {
        let dir = tempfile::tempdir().unwrap();
        for table in 0..20 {
            let folder = dir.path().join(format!("tables/T{table}"));
            fs::create_dir_all(&folder).unwrap();
            (0..200).for_each(|i| fs::write(folder.join(format!("{i}.csv")), "").unwrap());
        }
        let start = std::time::Instant::now();
        let workspace = Workspace::open(Some(dir.path())).unwrap();
        assert_eq!(workspace.tables().names().count(), 20);
        assert_eq!(workspace.tables().files("T7").unwrap().unwrap().len(), 200);
        assert!(start.elapsed().as_millis() < 1000);
    }
}
