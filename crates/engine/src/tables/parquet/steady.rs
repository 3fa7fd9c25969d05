//! Readers of Parquet files that notice when a file changes between its footer and its data: that is an error, not
//! another answer.

use std::fmt;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use async_trait::async_trait;
use bytes::Bytes;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::ParquetFileReaderFactory;
use datafusion::datasource::physical_plan::parquet::CachedParquetFileReaderFactory;
use datafusion::execution::cache::cache_manager::FileMetadataCache;
use datafusion::object_store::local::LocalFileSystem;
use datafusion::object_store::path::Path;
use datafusion::object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};
use datafusion::physical_plan::metrics::ExecutionPlanMetricsSet;
use futures::stream::BoxStream;
use parquet::arrow::async_reader::AsyncFileReader;

use crate::tables::DataError;

/// Makes readers of the files as their scan has found them. Two scans of one path may have found two files.
#[derive(Debug)]
pub(crate) struct SteadyReaders {
    files: Arc<LocalFileSystem>,
    footers: Arc<FileMetadataCache>,
}

impl SteadyReaders {
    /// `footers` is where the tables' footers are.
    pub(crate) fn new(footers: Arc<FileMetadataCache>) -> Self {
        Self { files: Arc::default(), footers }
    }
}

impl ParquetFileReaderFactory for SteadyReaders {
    fn create_reader(
        &self,
        partition: usize,
        file: PartitionedFile,
        size_hint: Option<usize>,
        metrics: &ExecutionPlanMetricsSet,
    ) -> datafusion::common::Result<Box<dyn AsyncFileReader + Send>> {
        let steady = Arc::new(SteadyFile::open(&self.files, &file.object_meta)?);
        let readers = CachedParquetFileReaderFactory::new(steady, Arc::clone(&self.footers));
        readers.create_reader(partition, file, size_hint, metrics)
    }
}

/// The files of this machine, for a reader of one of them, which stays what it was when a scan found it.
#[derive(Debug)]
struct SteadyFile {
    files: Arc<LocalFileSystem>,
    path: PathBuf,
    known: Identity,
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

impl SteadyFile {
    /// The file that a scan has found.
    fn open(files: &Arc<LocalFileSystem>, found: &ObjectMeta) -> std::result::Result<Self, DataError> {
        let path = files.path_to_filesystem(&found.location);
        let path = path.map_err(|e| DataError::new(found.location.as_ref(), e.to_string()))?;
        let known = Identity::of(&path).map_err(|e| unreadable(&path, &e))?;
        let found = Identity { length: found.size, modified: found.last_modified.into(), ..known };
        if found != known {
            return Err(changed(&path));
        }
        Ok(Self { files: Arc::clone(files), path, known })
    }

    /// What was read belongs to the file that the scan has found. Asked afterwards, so that no change can come between.
    fn check(&self) -> Result<()> {
        let error = match Identity::of(&self.path) {
            Ok(identity) if identity == self.known => return Ok(()),
            Ok(_) => changed(&self.path),
            Err(e) => unreadable(&self.path, &e),
        };
        Err(Error::Generic { store: "file", source: Box::new(error) })
    }
}

fn changed(path: &std::path::Path) -> DataError {
    DataError::new(path, "was changed while it was read").with_help("run the query again")
}

fn unreadable(path: &std::path::Path, error: &io::Error) -> DataError {
    match error.kind() {
        io::ErrorKind::NotFound => {
            DataError::new(path, "was removed while it was read").with_help("run the query again")
        }
        _ => DataError::io(path, error),
    }
}

impl fmt::Display for SteadyFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.files.fmt(f)
    }
}

#[async_trait]
impl ObjectStore for SteadyFile {
    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        let got = self.files.get_opts(location, options).await;
        self.check()?;
        got
    }

    async fn get_ranges(&self, location: &Path, ranges: &[Range<u64>]) -> Result<Vec<Bytes>> {
        let got = self.files.get_ranges(location, ranges).await;
        self.check()?;
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
        let (files, location) = (Arc::new(LocalFileSystem::new()), Path::from_filesystem_path(&path).unwrap());
        let find = || block_on(files.head(&location)).unwrap();
        let read = |file: &SteadyFile| block_on(file.get_range(&location, 0..3)).map_err(|e| e.to_string());
        let changed = "a.parquet: was changed while it was read (run the query again)";
        let first_found = find();
        let first = SteadyFile::open(&files, &first_found).unwrap();
        assert_eq!(read(&first).as_deref(), Ok(&b"old"[..]));
        let other = folder.path().join("other");
        fs::write(&other, "newer bytes").unwrap();
        fs::rename(&other, &path).unwrap();
        // A scan that begins now reads the new file, and the first one goes on to see that it is no longer there.
        let second = SteadyFile::open(&files, &find()).unwrap();
        assert_eq!(read(&second).as_deref(), Ok(&b"new"[..]));
        assert!(read(&first).is_err_and(|e| e.contains(changed)));
        assert!(SteadyFile::open(&files, &first_found).is_err_and(|e| e.to_string().contains(changed)));
        fs::remove_file(&path).unwrap();
        assert!(read(&second).is_err_and(|e| e.contains("a.parquet: was removed while it was read")));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_what_it_leads_to() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a"), "a bytes").unwrap();
        fs::copy(at("a"), at("b")).unwrap();
        let times = fs::FileTimes::new().set_modified(fs::metadata(at("a")).unwrap().modified().unwrap());
        fs::File::options().write(true).open(at("b")).unwrap().set_times(times).unwrap();
        symlink(at("a"), at("link")).unwrap();
        let (files, location) = (Arc::new(LocalFileSystem::new()), Path::from_absolute_path(at("link")).unwrap());
        let file = SteadyFile::open(&files, &block_on(files.head(&location)).unwrap()).unwrap();
        assert!(block_on(file.get_range(&location, 0..1)).is_ok());
        fs::remove_file(at("link")).unwrap();
        symlink(at("b"), at("link")).unwrap();
        // Of the same length and age, and yet another file.
        assert!(block_on(file.get_range(&location, 0..1)).is_err());
    }
}
