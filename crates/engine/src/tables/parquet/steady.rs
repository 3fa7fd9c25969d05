//! The files of this machine as DataFusion reads them: a Parquet file that changes between its footer and its data is
//! an error, not another answer.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::io;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use async_trait::async_trait;
use bytes::Bytes;
use datafusion::object_store::local::LocalFileSystem;
use datafusion::object_store::path::Path;
use datafusion::object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};
use futures::stream::BoxStream;

use crate::tables::DataError;

/// The files. Each stays what it was when a scan last asked for its size and age.
#[derive(Debug, Default)]
pub(crate) struct SteadyFiles {
    files: LocalFileSystem,
    known: Mutex<HashMap<Path, Identity>>,
}

/// What tells a file from one that took its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Identity {
    length: u64,
    modified: SystemTime,
    /// The file's number on its disk, where there is such a thing.
    number: u64,
}

impl Identity {
    fn of(path: &std::path::Path) -> io::Result<Self> {
        let found = fs::metadata(path)?;
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(&found);
        #[cfg(not(unix))]
        let number = 0;
        Ok(Self { length: found.len(), modified: found.modified()?, number })
    }
}

impl SteadyFiles {
    fn known(&self) -> MutexGuard<'_, HashMap<Path, Identity>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A scan begins with the file as it is now.
    fn remember(&self, location: &Path) -> Result<()> {
        if let Ok(identity) = Identity::of(&self.files.path_to_filesystem(location)?) {
            self.known().insert(location.clone(), identity);
        }
        Ok(())
    }

    /// What was read belongs to the file with which the scan began. Asked afterwards, so that no change can come
    /// between.
    fn check(&self, location: &Path) -> Result<()> {
        let Some(known) = self.known().get(location).copied() else { return Ok(()) };
        let path = self.files.path_to_filesystem(location)?;
        let error = match Identity::of(&path) {
            Ok(identity) if identity == known => return Ok(()),
            Ok(_) => DataError::new(&path, "was changed while it was read").with_help("run the query again"),
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                DataError::new(&path, "was removed while it was read").with_help("run the query again")
            }
            Err(e) => DataError::io(&path, &e),
        };
        Err(Error::Generic { store: "file", source: Box::new(error) })
    }
}

impl fmt::Display for SteadyFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.files.fmt(f)
    }
}

#[async_trait]
impl ObjectStore for SteadyFiles {
    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        let is_head = options.head;
        let got = self.files.get_opts(location, options).await;
        if is_head {
            self.remember(location)?
        } else {
            self.check(location)?
        }
        got
    }

    async fn get_ranges(&self, location: &Path, ranges: &[Range<u64>]) -> Result<Vec<Bytes>> {
        let got = self.files.get_ranges(location, ranges).await;
        self.check(location)?;
        got
    }

    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        self.files.put_opts(location, payload, options).await
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.files.put_multipart_opts(location, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.files.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.files.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.files.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.files.copy_opts(from, to, options).await
    }
}

#[cfg(test)]
mod tests {
    use datafusion::object_store::ObjectStoreExt;
    use futures::executor::block_on;

    use super::*;

    #[test]
    fn a_file_that_is_replaced_or_removed_is_not_read_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        fs::write(&path, "old bytes").unwrap();
        let (store, location) = (SteadyFiles::default(), Path::from_filesystem_path(&path).unwrap());
        let read = || block_on(store.get_range(&location, 0..3)).map_err(|e| e.to_string());
        block_on(store.head(&location)).unwrap();
        assert_eq!(read().as_deref(), Ok(&b"old"[..]));
        let other = folder.path().join("other");
        fs::write(&other, "new bytes").unwrap();
        fs::rename(&other, &path).unwrap();
        assert!(read().is_err_and(|e| e.contains("a.parquet: was changed while it was read (run the query again)")));
        // The next scan begins anew.
        block_on(store.head(&location)).unwrap();
        assert_eq!(read().as_deref(), Ok(&b"new"[..]));
        fs::remove_file(&path).unwrap();
        assert!(read().is_err_and(|e| e.contains("a.parquet: was removed while it was read")));
    }
}
