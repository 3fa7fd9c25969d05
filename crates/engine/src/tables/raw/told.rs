//! Files whose endings say that they are tables, and whose content says that they are raw logs: CloudTrail's JSON, an
//! export of the audit log in CSV, flow logs in Parquet.

use lurcher_sources::containers::{Entry, Found, Limits, find};
use lurcher_sources::{Certainty, Format, HEAD_BYTES, Head, Input, Options, all};
use memchr::memmem;

use super::sample::tables_of;
use crate::store::is_data_file;
use crate::tables::TIME_GENERATED;
use crate::workspace::{Compression, FileFormat, TableFile};

/// A format whose records the readers of tables read as they are.
const READ_AS_TABLE: &str = "defender";

/// What the rows of a file are wanted for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted<'n> {
    /// For a table: a raw log has to have rows of it.
    Table(&'n str),
    /// For whoever names the file by its path.
    Path,
}

/// The files with those as raw logs that are.
pub(crate) fn told(files: &[TableFile], wanted: Wanted<'_>, options: &Options) -> Vec<TableFile> {
    let told = |file: &TableFile| match is_told(file, wanted, options) {
        true => TableFile { path: file.path.clone(), format: FileFormat::Raw, compression: Compression::None },
        false => file.clone(),
    };
    files.iter().map(told).collect()
}

fn is_told(file: &TableFile, wanted: Wanted<'_>, options: &Options) -> bool {
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
    // Rows of a workspace have it, and no raw log.
    if memmem::find(&head, TIME_GENERATED.as_bytes()).is_some() {
        return false;
    }
    let Some(format) = certain(&head, &entry).filter(|format| format.name() != READ_AS_TABLE) else { return false };
    match wanted {
        Wanted::Path => true,
        Wanted::Table(table) if format.is_binary() => fills(format, table),
        Wanted::Table(table) => {
            let input = Input::bytes(entry.name(), head).with_path(entry.path());
            tables_of(format, input, options).contains_key(table)
        }
    }
}

/// The format that a content has and nothing else could be.
fn certain(head: &[u8], entry: &Entry) -> Option<&'static dyn Format> {
    let head = Head::new(&head[..head.len().min(HEAD_BYTES)], Some(entry.path()));
    let is_parquet = head.bytes().starts_with(b"PAR1");
    let may_be = |format: &&&'static dyn Format| !is_parquet || format.is_binary();
    all().iter().filter(may_be).find(|format| format.recognize(&head) == Some(Certainty::Certain)).copied()
}

/// Whether a format is one that fills a table.
fn fills(format: &dyn Format, table: &str) -> bool {
    format.page().tables.iter().any(|filled| filled.name() == table)
}
