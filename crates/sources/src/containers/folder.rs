//! Folders.

use std::path::Path;
use std::{fs, io};

use super::{Found, Waiting};

/// Names of folders that hold no logs, and of files that systems leave behind.
const LEFT_OUT: [(&str, &str); 8] = [
    (".git", "a repository's own folder"),
    (".svn", "a repository's own folder"),
    (".hg", "a repository's own folder"),
    ("__MACOSX", "what macOS adds to archives"),
    (".DS_Store", "a view of macOS"),
    ("desktop.ini", "a view of Windows"),
    ("Thumbs.db", "a view of Windows"),
    ("LocaleMetaData", "the messages of event logs beside it"),
];

/// What is in a folder, by name.
pub(super) fn list(folder: &Path) -> Vec<Waiting> {
    match names(folder) {
        Ok(names) => names.into_iter().map(|name| waiting(folder, &name)).collect(),
        Err(error) => vec![Waiting::Found(Found::Failed { name: folder.display().to_string(), error })],
    }
}

fn names(folder: &Path) -> io::Result<Vec<std::ffi::OsString>> {
    let mut names = fs::read_dir(folder)?.map(|e| Ok(e?.file_name())).collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

fn waiting(folder: &Path, name: &std::ffi::OsStr) -> Waiting {
    let path = folder.join(name);
    let skipped =
        |reason: &str| Waiting::Found(Found::Skipped { name: path.display().to_string(), reason: reason.to_owned() });
    if let Some(reason) = left_out(&name.to_string_lossy()) {
        return skipped(reason);
    }
    // A link may lead out of the folder, or around.
    match fs::symlink_metadata(&path) {
        Ok(what) if what.is_symlink() => skipped("a symbolic link"),
        Ok(what) if what.is_dir() || what.is_file() => Waiting::Path(path),
        Ok(_) => skipped("neither a file nor a folder"),
        Err(error) => Waiting::Found(Found::Failed { name: path.display().to_string(), error }),
    }
}

/// Why what is called so is not looked at.
pub(super) fn left_out(name: &str) -> Option<&'static str> {
    if name.starts_with("._") {
        return Some("what macOS adds to archives");
    }
    LEFT_OUT.iter().find(|(left_out, _)| *left_out == name).map(|(_, reason)| *reason)
}
