//! Takes rows back.

use std::collections::BTreeSet;
use std::path::Path;

use super::commit::{Locked, commit};
use super::error::StoreError;
use super::ingest::Ingest;
use super::manifest::Origin;

/// What was taken back of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forgotten {
    /// The table.
    pub table: String,
    /// What came to it.
    pub origin: Origin,
}

/// Takes origins back out of all tables of a folder, with their rows.
///
/// # Errors
/// A table cannot be written; then none has changed.
pub fn forget(folder: &Path, is_forgotten: impl Fn(&Origin) -> bool) -> Result<Vec<Forgotten>, StoreError> {
    let mut forgotten = Vec::new();
    let mut locked = Vec::new();
    for (name, manifest) in Ingest::manifests(folder)? {
        if !manifest.origins.iter().any(&is_forgotten) {
            continue;
        }
        let mut table = Locked::take(&name, &folder.join(&name))?;
        let gone = table.forget(&is_forgotten)?;
        forgotten.extend(gone.into_iter().map(|origin| Forgotten { table: name.clone(), origin }));
        locked.push(table);
    }
    commit(locked)?;
    Ok(forgotten)
}

/// Takes the rows back that are older than a time, out of the data files of these tables. Returns how many rows of each
/// table went.
///
/// # Errors
/// A table cannot be written; then none has changed.
pub fn retain(folder: &Path, tables: &[String], since: i64) -> Result<Vec<(String, u64)>, StoreError> {
    let mut gone = Vec::new();
    let mut locked = Vec::new();
    // All who lock several tables do so in the order of their names.
    let tables: BTreeSet<&String> = tables.iter().collect();
    for name in tables {
        let mut table = Locked::take(name, &folder.join(name))?;
        let rows = table.forget_before(since)?;
        if rows > 0 {
            gone.push((name.clone(), rows));
            locked.push(table);
        }
    }
    commit(locked)?;
    Ok(gone)
}
