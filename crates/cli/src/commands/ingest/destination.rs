//! The workspace that is written to. One that does not exist is made.

use std::fs;
use std::path::{Path, PathBuf};

use lurcher_engine::workspace::{SETTINGS_FILE, TableFile};
use lurcher_engine::{Session, SessionOptions};
use tempfile::TempDir;

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::session;

/// What stands in the settings of a workspace that is made.
const SETTINGS: &str = "# What is ingested is of the past: now() is the time of the newest row.\nnow = \"data\"\n";

/// Where rows go.
pub(super) struct Destination {
    pub(super) session: Session,
    /// The folder of its tables.
    pub(super) tables: PathBuf,
    /// The folders that were made for this, the workspace first.
    made: Vec<PathBuf>,
    /// What stands for a workspace that a dry run does not make.
    #[expect(dead_code, reason = "it is held, not read: the folder is deleted with it")]
    dry: Option<TempDir>,
}

impl Destination {
    /// Opens the workspace that the arguments name, or else the nearest one upwards. A dry run makes none.
    pub(super) fn open(global: &GlobalArguments, is_dry: bool) -> Result<Self, Failure> {
        let new = global.workspace.as_deref().filter(|folder| is_new(folder));
        let (made, dry) = match new {
            Some(_) if is_dry => (Vec::new(), Some(tempfile::tempdir()?)),
            Some(folder) => (make(folder)?, None),
            None => (Vec::new(), None),
        };
        let workspace = dry.as_ref().map(|dry| dry.path().to_path_buf()).or_else(|| global.workspace.clone());
        let session = session::open_without_tables(global, SessionOptions { workspace, ..SessionOptions::default() })?;
        let Some(tables) = session.catalog().workspace().tables_folder() else {
            let help = "name one with --workspace DIR; it is made where it does not exist";
            return Err(Failure::Usage(format!("there is no workspace to ingest into ({help})")));
        };
        Ok(Self { session, tables, made, dry })
    }

    /// The workspace's own files: those of its tables, and the folders that its settings name.
    pub(super) fn own(&self) -> Own {
        let workspace = self.session.catalog().workspace();
        let folders = [
            workspace.watchlists_folder(),
            workspace.functions_folder(),
            workspace.queries_folder(),
            workspace.summary_rules_folder(),
        ];
        let real = |folder: PathBuf| fs::canonicalize(folder).ok();
        Own {
            is_bare: workspace.root().is_some_and(|root| root == self.tables),
            tables: real(self.tables.clone()),
            folders: folders.into_iter().flatten().filter_map(real).collect(),
            raw: workspace.raw_logs().into_iter().filter_map(|logs| real(logs.path)).collect(),
        }
    }
}

/// What is the workspace's own.
pub(super) struct Own {
    is_bare: bool,
    tables: Option<PathBuf>,
    folders: Vec<PathBuf>,
    /// Logs that are read where they lie.
    raw: Vec<PathBuf>,
}

impl Own {
    /// Whether a path leads to logs that the workspace reads where they lie: ingested besides, their rows would count
    /// twice.
    pub(super) fn reads(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|real| self.raw.iter().any(|logs| real.starts_with(logs)))
    }

    /// Whether a file is one of them. In a folder that is itself one of tables, logs may lie beside the tables.
    pub(super) fn has(&self, path: &Path) -> bool {
        let Ok(real) = fs::canonicalize(path) else { return false };
        let is_of_tables = self.tables.as_ref().is_some_and(|tables| real.starts_with(tables));
        is_of_tables && (!self.is_bare || TableFile::recognise(&real).is_some())
            || self.folders.iter().chain(&self.raw).any(|own| real.starts_with(own))
            || real.components().any(|part| part.as_os_str() == ".lurcher")
    }
}

impl Drop for Destination {
    /// A workspace that was made for nothing goes again.
    fn drop(&mut self) {
        let Some(folder) = self.made.first() else { return };
        // What is not empty is not removed, which is what is wanted.
        let _ = fs::remove_dir(&self.tables);
        if !self.tables.exists() && fs::read_dir(folder).is_ok_and(|entries| entries.count() == 1) {
            unmake(&self.made);
        }
    }
}

/// Whether there is nothing yet.
fn is_new(folder: &Path) -> bool {
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(e) => e.kind() == std::io::ErrorKind::NotFound,
    }
}

/// Makes a workspace. Returns it, and behind it the folders around it that were made, too; one that was there already
/// is not among them.
fn make(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let missing: Vec<PathBuf> =
        folder.ancestors().take_while(|f| !f.as_os_str().is_empty() && !f.exists()).map(Path::to_path_buf).collect();
    let made = if missing.is_empty() { vec![folder.to_path_buf(), PathBuf::new()] } else { missing };
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(folder.join(SETTINGS_FILE), SETTINGS));
    match written {
        Ok(()) => Ok(made),
        Err(e) => {
            unmake(&made);
            Err(Failure::Message(format!("{}: cannot be made: {e}", folder.display())))
        }
    }
}

/// Takes away what [`make`] made. An empty path behind the first says that the folder was there before.
fn unmake(made: &[PathBuf]) {
    let Some(folder) = made.first() else { return };
    let _ = fs::remove_file(folder.join(SETTINGS_FILE));
    if made.iter().all(|folder| !folder.as_os_str().is_empty()) {
        made.iter().for_each(|folder| drop(fs::remove_dir(folder)));
    }
}
