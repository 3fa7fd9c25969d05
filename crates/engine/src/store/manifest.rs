//! The manifest of a table: which data files count, and where their rows came from.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use lurcher_symbols::values::datetime;
use lurcher_symbols::{Column, ScalarType};
use serde::{Deserialize, Serialize};
use tempfile::{Builder, TempPath};

use super::error::{StoreError, unwritable};
use super::{FOLDER, is_data_file};
use crate::tables::DataError;

/// The file's name.
const NAME: &str = "manifest.json";
/// The version of its format that we write, and the newest that we read.
const FORMAT: u32 = 1;

/// A version of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the format.
    format: u32,
    /// How often the table was changed.
    pub version: u64,
    /// The types of all columns of the data files.
    columns: Vec<(String, String)>,
    /// The data files.
    pub files: Vec<DataFile>,
    /// Where their rows came from.
    pub origins: Vec<Origin>,
    /// The number of the next origin.
    next: u64,
}

/// A data file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataFile {
    /// Its name, in the table's folder.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// How many bytes it has.
    pub bytes: u64,
    /// The least `TimeGenerated`, as Kusto spells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// The greatest `TimeGenerated`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// The origins of its rows, by number.
    pub origins: Vec<u64>,
}

/// What rows came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Its number in this table.
    #[serde(default)]
    pub id: u64,
    /// Its path, or what else it is called.
    pub name: String,
    /// What it is.
    #[serde(flatten)]
    pub kind: OriginKind,
    /// How many records it has.
    pub records: u64,
    /// How many rows of this table they are.
    #[serde(default)]
    pub rows: u64,
    /// How many further rows they were until a retention took them back.
    #[serde(default, skip_serializing_if = "is_none")]
    pub expired: u64,
    /// All tables that it has rows of: where one lacks it, its ingest did not come to its end.
    pub tables: Vec<String>,
    /// When it was ingested, as Kusto spells it.
    pub at: String,
}

/// How an origin is known again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OriginKind {
    /// A file: by its contents.
    File {
        /// The SHA-256 of its bytes, in hexadecimal.
        sha256: String,
        /// How many bytes it has.
        bytes: u64,
        /// What it was read as.
        format: String,
    },
    /// A part of a stream, which is never known again.
    Stream {
        /// What it was read as.
        format: String,
    },
    /// The run of a summary rule over a bin; another run over the same bin takes its place.
    Bin {
        /// The rule.
        rule: String,
        /// When the bin begins, as Kusto spells it.
        start: String,
    },
}

/// Whether a count says nothing.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

impl Origin {
    /// Whether a retention took all of its rows back: it may come again.
    pub fn is_expired(&self) -> bool {
        self.rows == 0 && self.expired > 0
    }
}

impl OriginKind {
    /// Whether it is the same thing: the same bytes, the same bin.
    pub(super) fn is_again(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::File { sha256: own, .. }, Self::File { sha256: other, .. }) => own == other,
            (Self::Bin { .. }, Self::Bin { .. }) => self == other,
            _ => false,
        }
    }

    /// The format that it was read as; a rule has none.
    pub fn format(&self) -> &str {
        match self {
            Self::File { format, .. } | Self::Stream { format } => format,
            Self::Bin { .. } => "summary rule",
        }
    }
}

impl Default for Manifest {
    fn default() -> Self {
        Self { format: FORMAT, version: 0, columns: Vec::new(), files: Vec::new(), origins: Vec::new(), next: 1 }
    }
}

/// The manifest of the table in a folder; `None` where nobody wrote one.
///
/// # Errors
/// It cannot be read, is damaged, or a newer program wrote it.
pub fn manifest_of(table: &Path) -> Result<Option<Manifest>, DataError> {
    let path = path_of(table);
    let text = match fs::read(&path) {
        Ok(text) => text,
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(None),
        Err(e) => return Err(DataError::io(&path, &e)),
    };
    let damaged = |e: &dyn std::fmt::Display| {
        DataError::new(&path, format!("is damaged: {e}")).with_help(
            "take it from a copy; without the folder .lurcher all data files count, also those that it forgot",
        )
    };
    // The format comes first: nothing else is known of what a newer program wrote.
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let Format { format } = serde_json::from_slice(&text).map_err(|e| damaged(&e))?;
    if format > FORMAT {
        let error = DataError::new(&path, format!("has format {format}, and this program reads up to {FORMAT}"));
        return Err(error.with_help("a newer version of the program wrote the table; use that one"));
    }
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|e| damaged(&e))?;
    let is_elsewhere = |file: &&DataFile| !is_data_file(&file.name) || file.name.contains(['/', '\\', ':']);
    match manifest.files.iter().find(is_elsewhere) {
        Some(file) => Err(damaged(&format!("'{}' is no data file", file.name))),
        None => Ok(Some(manifest)),
    }
}

/// The manifest's file.
pub(super) fn path_of(table: &Path) -> PathBuf {
    table.join(FOLDER).join(NAME)
}

impl Manifest {
    /// Whether a file counts.
    pub(crate) fn lists(&self, name: &str) -> bool {
        self.files.iter().any(|file| file.name == name)
    }

    /// How many rows the data files have.
    pub fn rows(&self) -> u64 {
        self.files.iter().map(|file| file.rows).sum()
    }

    /// Whether columns of these types are known already: then no file has to be looked at to know that they fit.
    pub(super) fn knows(&self, columns: &[Column]) -> bool {
        let known: HashSet<(&str, &str)> = self.columns.iter().map(|(name, ty)| (&**name, &**ty)).collect();
        columns.iter().all(|c| known.contains(&(&*c.name, c.ty.name())))
    }

    /// Adds columns.
    pub(super) fn add_columns(&mut self, columns: &[Column]) {
        let known: HashSet<(String, String)> = self.columns.iter().cloned().collect();
        let all = columns.iter().map(|c| (c.name.to_string(), c.ty.name().to_owned()));
        self.columns.extend(all.filter(|column| !known.contains(column)));
    }

    /// Forgets the columns of data files that are gone.
    pub(super) fn forget_columns(&mut self) {
        self.columns.clear();
    }

    /// The columns of the data files.
    pub fn columns(&self) -> Vec<Column> {
        let column = |(name, ty): &(String, String)| Some(Column::new(name.as_str(), ScalarType::parse(ty)?));
        self.columns.iter().filter_map(column).collect()
    }

    /// Adds an origin. Returns its number.
    pub(super) fn add_origin(&mut self, origin: Origin) -> u64 {
        let id = self.next;
        self.next += 1;
        self.origins.push(Origin { id, ..origin });
        id
    }

    /// Writes the manifest beside its place: all that can fail for want of room fails here.
    pub(super) fn prepare(&self, table: &Path) -> Result<Prepared, StoreError> {
        let path = path_of(table);
        let write = || {
            let folder = path.parent().unwrap_or(table);
            let mut name = Builder::new();
            name.prefix(".manifest-").suffix(".part");
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                name.permissions(fs::Permissions::from_mode(0o666));
            }
            let mut file = name.tempfile_in(folder)?;
            file.write_all(&serde_json::to_vec(self)?)?;
            file.as_file().sync_all()?;
            Ok(file.into_temp_path())
        };
        let draft = write().map_err(|e: io::Error| unwritable(&path, &e))?;
        Ok(Prepared { draft, path })
    }
}

/// A manifest on its way to its place.
pub(super) struct Prepared {
    draft: TempPath,
    path: PathBuf,
}

impl Prepared {
    /// Puts it in its place: from now on the table is what it says.
    pub(super) fn commit(self) -> Result<(), StoreError> {
        self.draft.persist(&self.path).map_err(|e| unwritable(&self.path, &e.error))?;
        if let Some(folder) = self.path.parent() {
            sync_folder(folder);
        }
        Ok(())
    }
}

/// Makes renamings in a folder last. Not every system can open a folder, and those that cannot need not.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        // Some network disks refuse it, and a renaming is not undone for that.
        let _ = folder.sync_all();
    }
}

/// A datetime as the manifest has it.
pub(super) fn time_text(ticks: i64) -> String {
    datetime::format(ticks)
}
