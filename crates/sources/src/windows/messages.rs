//! The messages that Windows saves beside an exported log: `LocaleMetaData/Security_1033.MTA`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use evtx::mta::MtaFile;

/// The folder beside a log.
const FOLDER: &str = "LocaleMetaData";

/// A file of messages is at most so long: it is held in memory.
const MAX_BYTES: u64 = 1 << 28;

/// The number of American English, the language in which Sentinel's content is written.
const ENGLISH: u32 = 1033;

/// The messages for a log that is that file, if there are any; an error says why they cannot be read. Of several
/// languages English counts, else the one with the smallest number.
pub(crate) fn beside(log: &Path) -> Result<Option<Arc<MtaFile>>, String> {
    let Some(path) = find(log) else { return Ok(None) };
    let failed = |reason: String| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        format!("the messages beside it cannot be read: {name}: {reason}")
    };
    // What is a link may lead anywhere.
    let what = fs::symlink_metadata(&path).map_err(|e| failed(e.to_string()))?;
    if !what.is_file() || what.len() > MAX_BYTES {
        return Err(failed("no plain file of a reasonable size".to_owned()));
    }
    let bytes = fs::read(&path).map_err(|e| failed(e.to_string()))?;
    MtaFile::from_bytes(&bytes).map(|file| Some(Arc::new(file))).map_err(|e| failed(e.to_string()))
}

fn find(log: &Path) -> Option<PathBuf> {
    let (folder, stem) = (log.parent()?.join(FOLDER), log.file_stem()?.to_str()?.to_lowercase());
    if !fs::symlink_metadata(&folder).ok()?.is_dir() {
        return None;
    }
    let files = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let languages = files.filter_map(|path| {
        let name = path.file_name()?.to_str()?.to_lowercase();
        let language: u32 = name.strip_prefix(&stem)?.strip_prefix('_')?.strip_suffix(".mta")?.parse().ok()?;
        Some((language != ENGLISH, language, path))
    });
    languages.min().map(|(_, _, path)| path)
}
