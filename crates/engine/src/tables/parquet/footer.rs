//! Reads what Parquet files say of themselves.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use arrow::datatypes::{SchemaRef, TimeUnit};
use datafusion::datasource::listing::ListingTableUrl;
use datafusion::datasource::physical_plan::parquet::metadata::DFParquetMetadata;
use datafusion::error::DataFusionError;
use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::object_store::{ObjectStore, ObjectStoreExt};
use futures::executor::block_on;
use parquet::basic::LogicalType;
use parquet::file::metadata::{PageIndexPolicy, ParquetMetaData};

use super::int96;
use crate::tables::{DataError, open_file};

/// The bytes at the end of a file: the length of its footer, `PAR1`.
const TAIL: usize = 8;

/// A Parquet file without its data.
#[derive(Debug, Clone)]
pub(crate) struct Footer {
    /// The file.
    pub(crate) path: Arc<Path>,
    /// Where DataFusion finds it.
    pub(crate) url: ListingTableUrl,
    /// The footer as it stands in DataFusion's cache, too, so that a scan does not read it again.
    pub(crate) metadata: Arc<ParquetMetaData>,
    /// The columns as Arrow types.
    pub(crate) schema: SchemaRef,
    /// What columns of type INT96 are read in.
    pub(super) int96: TimeUnit,
}

impl Footer {
    /// How many rows the file has.
    pub(crate) fn rows(&self) -> u64 {
        u64::try_from(self.metadata.file_metadata().num_rows()).unwrap_or(0)
    }

    /// Whether a column is text that the file says is JSON.
    pub(crate) fn is_json(&self, column: &str) -> bool {
        let root = self.metadata.file_metadata().schema();
        let field = root.get_fields().iter().find(|f| f.name() == column);
        field.is_some_and(|f| matches!(f.get_basic_info().logical_type_ref(), Some(LogicalType::Json)))
    }
}

/// Reads the footers of files, several at a time.
///
/// # Errors
/// A file is no Parquet file, is cut, or cannot be read.
pub(crate) fn read_footers(files: &[&Path], runtime: &RuntimeEnv) -> Result<Vec<Footer>, DataError> {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(files.len()).max(1);
    let share = files.len().div_ceil(workers).max(1);
    // Threads of our own: the object store then does its work in place, whether or not the caller runs on an async
    // runtime.
    thread::scope(|scope| {
        let started: Vec<_> = files
            .chunks(share)
            .map(|files| scope.spawn(|| files.iter().map(|f| read_footer(f, runtime)).collect::<Result<Vec<_>, _>>()))
            .collect();
        let mut footers = Vec::with_capacity(files.len());
        for (worker, files) in started.into_iter().zip(files.chunks(share)) {
            let read = worker.join().unwrap_or_else(|_| Err(DataError::new(files[0], "could not be read")));
            footers.append(&mut read?);
        }
        Ok(footers)
    })
}

fn read_footer(path: &Path, runtime: &RuntimeEnv) -> Result<Footer, DataError> {
    let other = |e: DataFusionError| DataError::new(path, format!("cannot be read: {}", e.strip_backtrace()));
    // The object store says less than the system does about a file that it cannot open.
    let file = open_file(path)?;
    check_length(path, file)?;
    // An address has no `..` in it.
    let absolute = std::fs::canonicalize(path).map_err(|e| DataError::io(path, &e))?;
    let Ok(url) = url::Url::from_file_path(&absolute) else {
        return Err(DataError::new(path, "has a path that is no valid address"));
    };
    let url = ListingTableUrl::try_new(url, None).map_err(other)?;
    let store: Arc<dyn ObjectStore> = runtime.object_store(&url).map_err(other)?;
    let meta = block_on(async { store.head(url.prefix()).await }).map_err(|e| other(e.into()))?;
    let reader = || {
        DFParquetMetadata::new(store.as_ref(), &meta)
            .with_file_metadata_cache(Some(runtime.cache_manager.get_file_metadata_cache()))
            .with_page_index_policy(Some(PageIndexPolicy::Skip))
    };
    let unreadable = |e: DataFusionError| {
        let e = e.to_string();
        damaged(path, e.rsplit("Parquet error: ").next().unwrap_or(&e))
    };
    // The reader trusts the footer's numbers, and panics over some that cannot be.
    let contradicts = |_| damaged(path, "its footer contradicts itself");
    let metadata = || block_on(reader().fetch_metadata());
    let metadata = catch_unwind(AssertUnwindSafe(metadata)).map_err(contradicts)?.map_err(unreadable)?;
    let int96 = int96::unit(path, &metadata)?;
    let schema = || block_on(reader().with_coerce_int96(Some(int96)).fetch_schema());
    let schema = catch_unwind(AssertUnwindSafe(schema)).map_err(contradicts)?.map_err(unreadable)?;
    let schema = Arc::new(schema);
    for (i, field) in schema.fields().iter().enumerate() {
        if schema.fields()[..i].iter().any(|f| f.name() == field.name()) {
            let message = format!("two columns are both called '{}'", field.name());
            return Err(DataError::new(path, message).with_help("rename one of them"));
        }
    }
    Ok(Footer { path: path.into(), url, metadata, schema, int96 })
}

/// A Parquet file ends with the length of its footer and four letters. The reader does not compare that length with the
/// file's.
fn check_length(path: &Path, mut file: File) -> Result<(), DataError> {
    let io = |e: std::io::Error| DataError::io(path, &e);
    let length = file.metadata().map_err(io)?.len();
    let Some(footer_end) = length.checked_sub(TAIL as u64) else {
        return Err(damaged(path, &format!("it has {length} bytes only")));
    };
    file.seek(SeekFrom::Start(footer_end)).map_err(io)?;
    let mut tail = [0; TAIL];
    file.read_exact(&mut tail).map_err(io)?;
    let [a, b, c, d, ref letters @ ..] = tail;
    let footer = u64::from(u32::from_le_bytes([a, b, c, d]));
    if matches!(letters, b"PAR1" | b"PARE") && footer > footer_end {
        return Err(damaged(path, "its footer would be longer than the file"));
    }
    Ok(())
}

fn damaged(path: &Path, reason: &str) -> DataError {
    DataError::new(path, format!("is no Parquet file, or is cut: {reason}")).with_help("write or copy it again")
}
