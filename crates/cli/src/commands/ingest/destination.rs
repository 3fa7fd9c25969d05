//! The workspace that is written to. One that does not exist is made.

use std::fs;
use std::path::{Path, PathBuf};

use lurcher_engine::workspace::SETTINGS_FILE;
use lurcher_engine::{Session, SessionOptions};

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
    /// The workspace, if it was made for this.
    made: Option<PathBuf>,
}

impl Destination {
    /// Opens the workspace that the arguments name, or else the nearest one upwards.
    pub(super) fn open(global: &GlobalArguments) -> Result<Self, Failure> {
        let made = match &global.workspace {
            Some(folder) if is_new(folder) => {
                make(folder).map_err(|e| Failure::Message(format!("{}: cannot be made: {e}", folder.display())))?;
                Some(folder.clone())
            }
            _ => None,
        };
        let session = session::open_without_tables(global, SessionOptions::default())?;
        let Some(tables) = session.catalog().workspace().tables_folder() else {
            let help = "name one with --workspace DIR; it is made where it does not exist";
            return Err(Failure::Usage(format!("there is no workspace to ingest into ({help})")));
        };
        Ok(Self { session, tables, made })
    }

    /// The folder of the workspace, with all links resolved.
    pub(super) fn root(&self) -> Option<PathBuf> {
        fs::canonicalize(self.session.catalog().workspace().root()?).ok()
    }
}

impl Drop for Destination {
    /// A workspace that was made for nothing goes again.
    fn drop(&mut self) {
        let Some(folder) = &self.made else { return };
        // What is not empty is not removed, which is what is wanted.
        let _ = fs::remove_dir(&self.tables);
        if !self.tables.exists() && fs::read_dir(folder).is_ok_and(|entries| entries.count() == 1) {
            let _ = fs::remove_file(folder.join(SETTINGS_FILE)).and_then(|()| fs::remove_dir(folder));
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

fn make(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join(SETTINGS_FILE), SETTINGS)
}
