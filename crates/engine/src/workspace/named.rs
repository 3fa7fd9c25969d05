//! The files that somebody names by a path.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::boundary::{Boundary, leads_out};
use super::folder::collect;
use super::table_files::{Compression, FileFormat, TableFile};
use crate::store::{Manifest, Snapshot, is_data_file, manifest_of};
use crate::tables::{DataError, why_not_raw};

/// Files that a path names.
#[derive(Debug)]
pub struct NamedFiles {
    /// The files, sorted by path.
    pub files: Vec<TableFile>,
    /// What holds those that Lurcher may write meanwhile.
    pub(crate) snapshots: Vec<Snapshot>,
}

/// The files that a path names: a file, a folder with all below it, or a pattern such as `logs/*.parquet`. Sorted by
/// path; at least one.
///
/// # Errors
/// The path names nothing, or something that is not read. Links in a folder that is named, and among what a pattern
/// matches, lead nowhere else.
pub fn files_at(path: &str) -> Result<NamedFiles, DataError> {
    let wrong = |message: String| DataError::new(path, message);
    let found: Vec<PathBuf> = match Path::new(path).exists() {
        true => vec![PathBuf::from(path)],
        false => {
            let matches = glob::glob(path).map_err(|e| wrong(format!("is no pattern: {e}")))?;
            matches.collect::<Result<_, _>>().map_err(|e| DataError::io(e.path(), e.error()))?
        }
    };
    let boundary = boundary_of(path);
    let mut snapshots = Vec::new();
    let mut manifests: HashMap<PathBuf, Option<Manifest>> = HashMap::new();
    let mut files = Vec::new();
    let is_pattern = !Path::new(path).exists();
    for found in found {
        if !boundary.encloses(&found) {
            return Err(leads_out(&found));
        }
        if found.is_dir() {
            snapshots.extend(Snapshot::take(&found));
            collect(&found, &boundary, &mut files)?;
        } else if is_pattern && is_unlisted(&found, &mut manifests, &mut snapshots)? {
            // What a pattern happens to match is no more than its table says.
        } else {
            let raw = || {
                let file = TableFile { path: found.clone(), format: FileFormat::Raw, compression: Compression::None };
                why_not_raw(&found).map_or(Ok((String::new(), file)), Err)
            };
            let (_, file) = TableFile::recognise(&found).map_or_else(raw, Ok).map_err(|reason| {
                let help =
                    "a table is read from .parquet, .csv, .json, .jsonl and .ndjson, the texts also as .gz and .zst, and from raw logs";
                DataError::new(&found, reason).with_help(help)
            })?;
            files.push(file);
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    if files.is_empty() { Err(wrong("names no file".to_owned())) } else { Ok(NamedFiles { files, snapshots }) }
}

/// Whether a file is one that Lurcher wrote and that the manifest beside it does not list.
fn is_unlisted(
    path: &Path,
    manifests: &mut HashMap<PathBuf, Option<Manifest>>,
    snapshots: &mut Vec<Snapshot>,
) -> Result<bool, DataError> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(OsStr::to_str)) else {
        return Ok(false);
    };
    if !is_data_file(name) {
        return Ok(false);
    }
    if !manifests.contains_key(folder) {
        snapshots.extend(Snapshot::take(folder));
        manifests.insert(folder.to_path_buf(), manifest_of(folder)?);
    }
    Ok(manifests.get(folder).and_then(Option::as_ref).is_some_and(|manifest| !manifest.lists(name)))
}

/// Around what a path names, or around the folder in which a pattern looks.
fn boundary_of(path: &str) -> Boundary {
    if Path::new(path).exists() {
        return Boundary::around([path]);
    }
    Boundary::around([fixed_part(path)])
}

/// The folder that all matches of a pattern are below.
pub(crate) fn fixed_part(pattern: &str) -> &Path {
    let first = pattern.find(['*', '?', '[']).unwrap_or(pattern.len());
    let folder = pattern[..first].rfind(std::path::is_separator).map_or("", |end| &pattern[..=end]);
    Path::new(folder)
}
