//! What lies in a folder of a table.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::boundary::{Boundary, leads_out};
use super::table_files::{Compression, FileFormat, TableFile};
use crate::store::{is_data_file, manifest_of};
use crate::tables::{DataError, is_raw};

/// Adds the files of a folder and of the folders below it. Of the data files that Lurcher writes, those count that the
/// manifest lists.
pub(super) fn collect(folder: &Path, boundary: &Boundary, files: &mut Vec<TableFile>) -> Result<(), DataError> {
    let manifest = manifest_of(folder)?;
    let listed: Option<HashSet<&str>> =
        manifest.as_ref().map(|manifest| manifest.files.iter().map(|file| &*file.name).collect());
    if let Some(missing) = listed.iter().flatten().find(|name| !folder.join(name).is_file()) {
        let error = DataError::new(folder.join(missing), "is missing, though the manifest of the table lists it");
        return Err(error.with_help("copy it back from where the table came from"));
    }
    for Found { path, is_folder, leads_out: out } in list(folder, boundary)? {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        let is_unlisted = || is_data_file(name) && listed.as_ref().is_some_and(|listed| !listed.contains(name));
        if name.starts_with(['.', '_']) || is_unlisted() {
            continue;
        }
        if out {
            if is_folder || TableFile::recognise(&path).is_some() {
                return Err(leads_out(&path));
            }
            continue;
        }
        if is_folder {
            if name.contains('=') && !is_of_an_export(name) {
                let error = DataError::new(&path, "is a partition folder, and the column in its name would be lost");
                return Err(error.with_help("write the column into the files; partition folders are not supported"));
            }
            collect(&path, boundary, files)?;
        } else if let Some((_, file)) = TableFile::recognise(&path) {
            files.push(file);
        } else if is_raw(&path) {
            // What no ending tells, its content may.
            files.push(TableFile { path, format: FileFormat::Raw, compression: Compression::None });
        }
    }
    Ok(())
}

/// Whether a folder is one of those in which Azure Monitor's data export puts its files,
/// `WorkspaceResourceId=/…/y=2026/m=01/d=15/h=10/m=05`: they say nothing that the rows do not.
/// <https://learn.microsoft.com/azure/azure-monitor/logs/logs-data-export>
fn is_of_an_export(folder: &str) -> bool {
    match folder.split_once('=') {
        Some(("y" | "m" | "d" | "h", number)) => !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()),
        Some((key, _)) => key.eq_ignore_ascii_case("WorkspaceResourceId"),
        None => false,
    }
}

/// An entry of a folder.
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) is_folder: bool,
    /// Whether it is a link out of the boundary.
    pub(super) leads_out: bool,
}

/// The entries of a folder. Links are followed, but not upwards: that would find the same files again.
pub(super) fn list(folder: &Path, boundary: &Boundary) -> Result<Vec<Found>, DataError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| DataError::io(folder, &e))? {
        let entry = entry.map_err(|e| DataError::io(folder, &e))?;
        let kind = entry.file_type().map_err(|e| DataError::io(entry.path(), &e))?;
        let path = entry.path();
        let is_folder = if kind.is_symlink() { path.is_dir() } else { kind.is_dir() };
        let leads_upwards = is_folder && kind.is_symlink() && is_above(&path, folder);
        if !leads_upwards {
            let leads_out = kind.is_symlink() && !boundary.encloses(&path);
            found.push(Found { path, is_folder, leads_out });
        }
    }
    Ok(found)
}

fn is_above(link: &Path, folder: &Path) -> bool {
    match (fs::canonicalize(link), fs::canonicalize(folder)) {
        (Ok(link), Ok(folder)) => folder.starts_with(link),
        _ => false,
    }
}
