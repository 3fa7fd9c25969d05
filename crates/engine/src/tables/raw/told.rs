//! Files whose endings say that they are tables, and whose content says that they are raw logs: CloudTrail's JSON, an
//! export of the audit log in CSV, flow logs in Parquet.

use std::path::Path;
use std::sync::Arc;

use lurcher_sources::containers::{Found, Limits, find};
use lurcher_sources::{Certainty, Format, HEAD_BYTES, Head, Options, all, sniff};

use super::sample::has_rows_of;
use super::{RawFile, fills};
use crate::store::is_data_file;
use crate::tables::TIME_GENERATED;
use crate::workspace::{Compression, FileFormat, TableFile};

/// A format whose records the readers of tables read as they are.
const READ_AS_TABLE: &str = "defender";

/// What the rows of a file are wanted for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted<'n> {
    /// For a table: a raw log is of a format that is known to fill it, or has rows of it.
    Table(&'n str),
    /// For whoever names the file by its path.
    Path,
}

/// The files with those as raw logs that are.
pub(crate) fn told(files: &[TableFile], wanted: Wanted<'_>, options: &Arc<Options>) -> Vec<TableFile> {
    let told = |file: &TableFile| match is_told(file, wanted, options) {
        true => TableFile { path: file.path.clone(), format: FileFormat::Raw, compression: Compression::None },
        false => file.clone(),
    };
    files.iter().map(told).collect()
}

fn is_told(file: &TableFile, wanted: Wanted<'_>, options: &Arc<Options>) -> bool {
    let is_ours = file.path.file_name().and_then(|name| name.to_str()).is_some_and(is_data_file);
    let may_be = match (file.format, wanted) {
        (FileFormat::Raw, _) => false,
        (FileFormat::Parquet, _) if is_ours => false,
        (FileFormat::Parquet, Wanted::Table(table)) => {
            all().iter().any(|format| format.is_binary() && fills(*format, table))
        }
        _ => true,
    };
    if !may_be {
        return false;
    }
    // What cannot be read is told by whoever reads it as a table, and so is a pipe, for which nobody waits.
    if !file.path.metadata().is_ok_and(|found| found.is_file()) {
        return false;
    }
    let Some(Found::Log(entry)) = find(&file.path, Limits::default()).next() else { return false };
    let Ok(head) = entry.head() else { return false };
    let Some(format) = certain(&head, Some(entry.path())) else { return false };
    match wanted {
        Wanted::Path => true,
        Wanted::Table(table) if fills(format, table) || format.is_binary() => fills(format, table),
        // Its rows may begin behind those of others.
        Wanted::Table(table) => has_rows_of(&RawFile { entry, format, options: Arc::clone(options) }, table),
    }
}

/// The format that a content has, which nothing else could be and no table of a workspace.
fn certain(head: &[u8], path: Option<&Path>) -> Option<&'static dyn Format> {
    let head = Head::new(&head[..head.len().min(HEAD_BYTES)], path);
    let is_parquet = head.bytes().starts_with(b"PAR1");
    // Rows of a workspace have it, and no raw log.
    if !is_parquet && head.names(TIME_GENERATED) {
        return None;
    }
    let may_be = |format: &&&'static dyn Format| !is_parquet || format.is_binary();
    let format = all().iter().filter(may_be).find(|format| format.recognize(&head) == Some(Certainty::Certain))?;
    (format.name() != READ_AS_TABLE).then_some(*format)
}

/// Whether what begins so is a raw log, as it is by its content of a file that somebody names: a text whose first line
/// is no object's has to be of a format, all else of one that nothing else could be.
pub fn begins_a_raw_log(head: &[u8]) -> bool {
    let is_binary = head.starts_with(b"PAR1");
    let is_json = matches!(head.trim_ascii_start().first(), Some(b'{' | b'['));
    let names_time = || Head::new(head, None).names(TIME_GENERATED);
    certain(head, None).is_some() || !is_binary && !is_json && !names_time() && sniff(head, None).is_some()
}
