//! Where sorts, groups and joins put what memory does not hold: files without a name, which are gone with the process,
//! however it ends.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use datafusion::common::Result;
use datafusion::error::DataFusionError;
use datafusion::execution::spill_file::{SpillFile, SpillWriter, TempFileFactory};
use futures::{Stream, stream};
use tokio::task::spawn_blocking;

/// How much is read at a time.
const CHUNK: usize = 128 << 10;

/// Makes the files.
#[derive(Debug, Clone)]
pub(super) struct SpillFolder {
    /// The folder; the system's for temporary files when `None`.
    pub(super) folder: Option<PathBuf>,
}

impl SpillFolder {
    /// What the system said, and what can be done.
    fn failed(&self, e: &io::Error) -> String {
        let folder = self.folder.clone().unwrap_or_else(std::env::temp_dir);
        let advice = match e.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => "make room there",
            _ => "give this user the right to write there",
        };
        format!(
            "{}: what the query spills to disk cannot be written: {e} ({advice}, name another folder by the variable TMPDIR, or give the query more memory)",
            folder.display()
        )
    }
}

impl TempFileFactory for SpillFolder {
    fn create_temp_file(&self, _: &str) -> Result<Arc<dyn SpillFile>> {
        let file = match &self.folder {
            Some(folder) => tempfile::tempfile_in(folder),
            None => tempfile::tempfile(),
        };
        let file = Arc::new(file.map_err(|e| io::Error::other(self.failed(&e)))?);
        Ok(Arc::new(Spilled { file, written: Arc::default(), folder: self.clone() }))
    }
}

/// A file that is written once, from its beginning to its end, and read as often as one likes, also while it is
/// written.
struct Spilled {
    file: Arc<File>,
    /// How many bytes have been written.
    written: Arc<AtomicU64>,
    folder: SpillFolder,
}

impl SpillFile for Spilled {
    fn size(&self) -> Option<u64> {
        Some(self.written.load(Ordering::Relaxed))
    }

    fn read_stream(&self) -> Result<Pin<Box<dyn Stream<Item = Result<Bytes>> + Send>>> {
        let chunks = stream::try_unfold((Arc::clone(&self.file), 0), |(file, place)| async move {
            let read = spawn_blocking(move || read_chunk(&file, place).map(|chunk| (file, chunk)));
            let (file, chunk) = read.await.map_err(|e| DataFusionError::ExecutionJoin(Box::new(e)))??;
            let next = place + chunk.len() as u64;
            Ok((!chunk.is_empty()).then_some((chunk, (file, next))))
        });
        Ok(Box::pin(chunks))
    }

    fn open_writer(&self) -> Result<Box<dyn SpillWriter>> {
        let (file, written, folder) = (self.file.try_clone()?, Arc::clone(&self.written), self.folder.clone());
        Ok(Box::new(Writer { file, written, folder }))
    }
}

/// The bytes from a place on; none at the end. Readers do not share where they are.
fn read_chunk(file: &File, place: u64) -> io::Result<Bytes> {
    let mut chunk = vec![0; CHUNK];
    loop {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(file, &mut chunk, place);
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(file, &mut chunk, place);
        match read {
            Ok(count) => {
                chunk.truncate(count);
                return Ok(chunk.into());
            }
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

struct Writer {
    file: File,
    written: Arc<AtomicU64>,
    folder: SpillFolder,
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes).map_err(|e| io::Error::other(self.folder.failed(&e)))?;
        self.written.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl SpillWriter for Writer {
    fn finish(&mut self) -> Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use futures::TryStreamExt;
    use tokio::runtime::Builder;

    use super::*;

    fn read(file: &dyn SpillFile) -> Vec<u8> {
        let chunks = file.read_stream().unwrap().try_collect::<Vec<Bytes>>();
        Builder::new_current_thread().build().unwrap().block_on(chunks).unwrap().concat()
    }

    #[test]
    fn a_file_without_a_name_is_read_as_it_was_written() {
        let place = tempfile::tempdir().unwrap();
        let folder = SpillFolder { folder: Some(place.path().to_owned()) };
        let file = folder.create_temp_file("a sort").unwrap();
        let bytes: Vec<u8> = (0..400_000u32).map(|i| i.to_le_bytes()[0]).collect();
        let mut writer = file.open_writer().unwrap();
        writer.write_all(&bytes[..300_000]).unwrap();
        assert_eq!(read(&*file), bytes[..300_000]);
        writer.write_all(&bytes[300_000..]).unwrap();
        writer.finish().unwrap();
        assert_eq!((read(&*file), file.size()), (bytes, Some(400_000)));
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let folder = SpillFolder { folder: Some("/not/here".into()) };
        let message = folder.create_temp_file("a sort").err().unwrap().to_string();
        assert!(message.contains("/not/here: what the query spills to disk cannot be written"), "{message}");
    }
}
