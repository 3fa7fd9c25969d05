//! `lurcher forget`: takes back what was ingested.

use std::fs;
use std::path::{self, Component, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, StringViewArray};
use clap::Args;
use lurcher_engine::execution::{CancelHandle, Cancellation};
use lurcher_engine::store::{self, Origin, OriginKind};
use lurcher_symbols::ScalarType;

use super::ingest::content::fingerprint;
use super::ingest::{STANDARD_INPUT, STREAM};
use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::output::{self, show_rows};
use crate::{interrupt, report, session};

/// Take back what was ingested: all rows of a source leave the tables, and it can be ingested again.
#[derive(Debug, Args)]
pub(crate) struct Forget {
    /// A source as `lurcher tables TABLE` shows it, a folder or archive that it was in, or the beginning of its SHA-256
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<String>,
}

/// So many digits of a hash are no accident.
const LEAST_DIGITS: usize = 8;

impl Forget {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        output::check(global, None)?;
        let session = session::open(global)?;
        let Some(tables) = session.catalog().workspace().tables_folder() else {
            return Err(Failure::Usage(
                "there is no workspace to forget something of; name one with --workspace".into(),
            ));
        };
        // The session's hold on the tables' files would keep them on the disk.
        drop(session);
        let manifests = store::Ingest::manifests(&tables).map_err(|e| Failure::Message(e.to_string()))?;
        let origins = || manifests.values().flat_map(|manifest| &manifest.origins);
        let unknown: Vec<&str> =
            self.sources.iter().map(String::as_str).filter(|source| !origins().any(|o| is_meant(o, source))).collect();
        if let Some((copy, original)) =
            unknown.iter().find_map(|path| Some((path, origins().find(|origin| is_copy(origin, path))?)))
        {
            let name = &original.name;
            let message = format!("nothing was ingested from {copy}: it has the same content as {name}, which was");
            return Err(Failure::Message(format!("{message} (lurcher forget {name} takes it back)")));
        }
        if !unknown.is_empty() {
            let help = "`lurcher tables TABLE` shows what was";
            return Err(Failure::Message(format!("nothing was ingested from {} ({help})", unknown.join(", "))));
        }
        let is_forgotten = |origin: &Origin| self.sources.iter().any(|source| is_meant(origin, source));
        // What has begun is done: who cannot wait presses Ctrl-C again, and the next writer takes away what is left.
        let (handle, _) = CancelHandle::new();
        let forgotten = interrupt::stopping(handle, || store::forget(&tables, is_forgotten))
            .map_err(|e| Failure::Message(e.to_string()))?;
        let text = |of: &dyn Fn(&store::Forgotten) -> String| -> ArrayRef {
            Arc::new(StringViewArray::from_iter_values(forgotten.iter().map(of)))
        };
        let rows = Int64Array::from_iter(forgotten.iter().map(|gone| i64::try_from(gone.origin.rows).ok()));
        show_rows(
            global,
            [
                ("Table", ScalarType::String, text(&|gone| gone.table.clone())),
                ("Source", ScalarType::String, text(&|gone| gone.origin.name.clone())),
                ("Rows", ScalarType::Long, Arc::new(rows) as ArrayRef),
            ],
        )?;
        let rows: u64 = forgotten.iter().map(|gone| gone.origin.rows).sum();
        let gone = if rows == 1 { "1 row is gone".to_owned() } else { format!("{rows} rows are gone") };
        report::note(global, &format!("{gone}; what came from there, or from copies of it, can be ingested again"));
        Ok(())
    }
}

/// Whether a word means an origin.
fn is_meant(origin: &Origin, source: &str) -> bool {
    let source = if source == STANDARD_INPUT { STREAM } else { source };
    let folder = source.trim_end_matches(['/', '\\']);
    let below = origin.name.strip_prefix(folder);
    // Standard input and rules lie in no folder.
    let is_file = matches!(origin.kind, OriginKind::File { .. }) && origin.name != STREAM;
    let is_hash = |sha256: &str| source.len() >= LEAST_DIGITS && sha256.starts_with(&source.to_ascii_lowercase());
    below.is_some_and(|below| below.is_empty() || below.starts_with(['/', '\\']))
        || is_file && whole(&origin.name).zip(whole(source)).is_some_and(|(name, source)| name.starts_with(source))
        || matches!(&origin.kind, OriginKind::File { sha256, .. } if is_hash(sha256))
}

/// Whether a path leads to a file with the content of an origin.
fn is_copy(origin: &Origin, path: &str) -> bool {
    let OriginKind::File { sha256, bytes, .. } = &origin.kind else { return false };
    let is_as_long = || fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() == *bytes);
    let content = || fingerprint(fs::File::open(path).ok()?, &Cancellation::default()).ok()?;
    is_as_long() && content().is_some_and(|content| content.sha256 == *sha256)
}

/// A path from the root on, without `.` and `..`: one place may be spelt in many ways.
fn whole(path: &str) -> Option<PathBuf> {
    let mut whole = PathBuf::new();
    for part in path::absolute(path).ok()?.components() {
        match part {
            Component::ParentDir => drop(whole.pop()),
            Component::CurDir => {}
            part => whole.push(part),
        }
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_a_path_a_folder_or_a_hash() {
        let sha256 = "0123456789abcdef".repeat(4);
        let origin = Origin {
            id: 1,
            name: "evidence/a.zip/fw.log".to_owned(),
            kind: OriginKind::File { sha256, bytes: 1, format: "cef".to_owned() },
            records: 1,
            rows: 1,
            expired: 0,
            tables: Vec::new(),
            at: String::new(),
        };
        for source in ["evidence/a.zip/fw.log", "evidence/a.zip", "evidence/", "evidence", "01234567", "0123456789AB"] {
            assert!(is_meant(&origin, source), "{source}");
        }
        let absolute = path::absolute("evidence/a.zip").unwrap();
        for source in ["./evidence", "x/../evidence/a.zip", &absolute.to_string_lossy()] {
            assert!(is_meant(&origin, source), "{source}");
        }
        let stream = Origin { name: STREAM.to_owned(), ..origin.clone() };
        assert!(is_meant(&stream, "-") && !is_meant(&stream, ".") && !is_meant(&origin, "-"));
        for source in ["evid", "evidence/a.zi", "fw.log", "0123", "12345678", "evidence/a.zip/fw.log/x"] {
            assert!(!is_meant(&origin, source), "{source}");
        }
    }
}
