//! What is to be done with each content that lies under the paths.

use std::fs;
use std::path::{Component, Path, PathBuf};

use lurcher_engine::catalog::log_analytics;
use lurcher_engine::store::is_data_file;
use lurcher_engine::workspace::TableFile;
use lurcher_sources::containers::{Entry, Found, Limits, find};
use lurcher_sources::{Certainty, Format, Head, all, by_name};

use super::destination::Own;
use crate::failure::Failure;

/// The word of `--as` that means what is a table already.
const TABLE: &str = "table";

/// What `--as` asks for.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    /// Whatever the content is.
    Any,
    /// A raw format.
    Raw(&'static dyn Format),
    /// Files of tables.
    Table,
}

impl Wanted {
    /// What an argument means.
    pub(super) fn of(name: Option<&str>) -> Result<Self, Failure> {
        match name {
            None => Ok(Self::Any),
            Some(TABLE) => Ok(Self::Table),
            Some(name) => by_name(name).map(Self::Raw).ok_or_else(|| {
                let mut names: Vec<&str> = all().iter().map(|format| format.name()).chain([TABLE]).collect();
                names.sort_unstable();
                Failure::Usage(format!("--as {name}: there is no such format; the formats are {}", names.join(", ")))
            }),
        }
    }
}

/// What a content is taken for.
pub(super) enum Taken {
    /// A raw log.
    Raw(&'static dyn Format),
    /// A file of the table of that name.
    Table(String, TableFile),
    /// Nothing that is read.
    Nothing(String),
}

/// Everything under a path that a user named; in a folder, what is the workspace's own is left out.
pub(super) fn under<'p>(path: &'p Path, own: Option<&'p Own>) -> Result<impl Iterator<Item = Found> + 'p, String> {
    let what = fs::metadata(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => "does not exist".to_owned(),
        _ => format!("cannot be read: {e}"),
    })?;
    if !what.is_file() && !what.is_dir() {
        return Err("is a pipe or a device, not a file; pipe it into standard input (-)".to_owned());
    }
    if own.is_some_and(|own| own.reads(path)) {
        return Err("is read where it lies already, as 'raw' in lurcher.toml says".to_owned());
    }
    // Who names a file of the workspace means it.
    let own = own.filter(|_| what.is_dir());
    Ok(find(path, Limits::default()).map(move |found| match found {
        Found::Log(entry) if own.is_some_and(|own| own.has(Path::new(entry.name()))) => {
            Found::Skipped { name: entry.name().to_owned(), reason: "a file of the workspace itself".to_owned() }
        }
        found => found,
    }))
}

/// What a content is. The content tells; its name decides only where that leaves a choice.
pub(super) fn take(entry: &Entry, wanted: Wanted) -> std::io::Result<Taken> {
    let table = || TableFile::recognise(Path::new(entry.name())).or_else(|| TableFile::recognise(entry.path()));
    let is_nothing = |reason: &str| Taken::Nothing(reason.to_owned());
    match wanted {
        Wanted::Raw(format) => return Ok(Taken::Raw(format)),
        Wanted::Table => {
            let reason = "has no ending that tells its format: .parquet, .csv, .json, .jsonl or .ndjson";
            return Ok(match table() {
                Some((name, file)) => Taken::Table(table_name(&name, entry), file),
                None => is_nothing(reason),
            });
        }
        Wanted::Any => {}
    }
    let bytes = entry.head()?;
    if bytes.is_empty() {
        return Ok(is_nothing("is empty"));
    }
    let head = Head::new(&bytes, Some(entry.path()));
    let fitting = all().iter().filter_map(|format| Some((format.recognize(&head)?, *format)));
    let best = fitting.reduce(|best, other| if other.0 > best.0 { other } else { best });
    Ok(match (best, table()) {
        // Many things are JSON; a table's name is worth more than that.
        (Some((Certainty::Possible, _)), Some((name, file))) if is_known(&table_name(&name, entry)) => {
            Taken::Table(table_name(&name, entry), file)
        }
        (Some((_, format)), _) => Taken::Raw(format),
        (None, Some((name, file))) => Taken::Table(table_name(&name, entry), file),
        (None, None) => is_nothing("is of no format that is known"),
    })
}

fn is_known(table: &str) -> bool {
    log_analytics::table(table).is_some() || log_analytics::is_custom(table)
}

/// The table that a file's place names: mostly by its own name, else by that of the folder of a table that Lurcher
/// wrote, or of one that Azure Monitor exported.
/// <https://learn.microsoft.com/azure/azure-monitor/logs/logs-data-export>
fn table_name(stem: &str, entry: &Entry) -> String {
    let folders: Vec<&str> = Path::new(entry.name())
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    let before = |place: usize| place.checked_sub(1).and_then(|place| folders.get(place)).copied();
    let exported = folders.iter().position(|name| name.starts_with("WorkspaceResourceId=")).and_then(before);
    if let Some(name) = exported {
        return name.strip_prefix("am-").unwrap_or(name).to_owned();
    }
    let written = folders.last().filter(|name| is_data_file(name)).and_then(|_| before(folders.len() - 1));
    written.unwrap_or(stem).to_owned()
}

/// How many bytes lie under paths, for whoever waits; what cannot be looked at has none.
pub(super) fn bytes_under(paths: &[PathBuf]) -> u64 {
    let mut waiting: Vec<PathBuf> = paths.to_vec();
    let mut bytes = 0;
    while let Some(path) = waiting.pop() {
        let Ok(what) = fs::symlink_metadata(&path) else { continue };
        if what.is_dir() {
            waiting.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()));
        } else if what.is_file() {
            bytes += what.len();
        }
    }
    bytes
}
