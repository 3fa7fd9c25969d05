//! Tables that Lurcher writes: Parquet files `tables/NAME/lurcher-*.parquet`, and a manifest that says which of them
//! count.
//!
//! ```text
//! tables/NAME/lurcher-000003-00.parquet    rows, sorted by TimeGenerated; never changed once it is listed
//! tables/NAME/mine.csv                     a file of the user's: always read, never touched
//! tables/NAME/.lurcher/manifest.json       which data files count, and where their rows came from
//! tables/NAME/.lurcher/lock                held while the manifest changes
//! tables/NAME/.lurcher/readers             held, shared, while somebody reads: no data file is deleted
//! tables/NAME/.lurcher/lurcher-*.parquet   drafts, each locked by whoever writes it
//! ```
//!
//! A data file counts from the moment at which the manifest that lists it takes its place, which is one renaming.
//! Whatever ends before it leaves the table as it was; what is left of it is swept by the next writer. All locks are
//! the system's, so that the end of a process, however it comes, frees them.

mod columns;
mod commit;
mod draft;
mod error;
mod forget;
mod ingest;
mod layout;
mod lock;
mod manifest;
mod rewrite;
mod run;
#[cfg(test)]
mod tests;
mod writer;

pub(crate) use columns::{StoredForm, is_ours, stored_form};
pub use error::StoreError;
pub use forget::{Forgotten, forget, retain};
pub use ingest::{Ingest, OriginId, check_name};
pub(crate) use lock::Snapshot;
pub use manifest::{DataFile, Manifest, Origin, OriginKind, manifest_of};

/// The column that says which file a row came from.
pub const SOURCE_FILE: &str = "_SourceFile";
/// The column that says which record of it a row came from.
pub const SOURCE_RECORD: &str = "_SourceRecord";

/// The table of records that could not be read. Its times are those of its ingests, and say nothing of the evidence.
pub const UNPARSED: &str = "LurcherUnparsed_CL";

/// The folder beside the data files that holds all else.
pub(crate) const FOLDER: &str = ".lurcher";

/// Whether a file of that name is a data file of ours, which counts only where a manifest lists it.
pub fn is_data_file(name: &str) -> bool {
    name.starts_with(draft::PREFIX) && name.ends_with(draft::ENDING)
}
