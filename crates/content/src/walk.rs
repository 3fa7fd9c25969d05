//! Files below a folder.

use std::path::{Path, PathBuf};

/// More threads than this wait for the disk.
const MAX_THREADS: usize = 8;

/// So few files are done before another thread has started.
const FEW: usize = 64;

/// The files that a walk found, and the folders that it could not enter.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) files: Vec<PathBuf>,
    pub(crate) unreadable: Vec<(PathBuf, std::io::Error)>,
}

/// All files below `folder` whose ending is one of `endings` (any case), sorted by path. Hidden folders are not
/// entered, a link back to a folder above is not followed.
pub(crate) fn files(folder: &Path, endings: &[&str]) -> Found {
    let mut found = Found::default();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                found.unreadable.push((folder, error));
                continue;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            let Ok(kind) = entry.file_type() else { continue };
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            let is_folder = kind.is_dir() || (kind.is_symlink() && path.is_dir() && !leads_back(&path, &folder));
            if is_folder && !hidden {
                folders.push(path);
            } else if has_ending(&path, endings) && (kind.is_file() || path.is_file()) {
                found.files.push(path);
            }
        }
    }
    found.files.sort_unstable();
    found
}

/// Whether the path ends with one of `endings`, in any case.
pub(crate) fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().unwrap_or_default();
    endings.iter().any(|e| ending.eq_ignore_ascii_case(e))
}

/// The results of `work` over `items`, in their order.
pub(crate) fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(MAX_THREADS));
    let size = items.len().div_ceil(threads).max(1);
    if items.len() < FEW {
        return items.iter().map(work).collect();
    }
    std::thread::scope(|scope| {
        let work = &work;
        let parts: Vec<_> =
            items.chunks(size).map(|part| scope.spawn(move || part.iter().map(work).collect::<Vec<_>>())).collect();
        let joined = parts.into_iter().map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.flatten().collect()
    })
}

fn leads_back(link: &Path, folder: &Path) -> bool {
    match (link.canonicalize(), folder.canonicalize()) {
        (Ok(target), Ok(folder)) => folder.starts_with(target),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_folders_and_other_endings_are_left_out() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.YAML", "a/c.yml", ".git/d.yaml", "e.txt"] {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let found = files(dir.path(), &["yaml", "yml"]);
        assert_eq!(found.files, [dir.path().join("a/c.yml"), dir.path().join("b.YAML")]);
        assert!(found.unreadable.is_empty());
        assert_eq!(files(&dir.path().join("none"), &["yaml"]).unreadable.len(), 1);
    }

    #[test]
    fn parallel_work_keeps_the_order() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(in_parallel(&items, |i| i * 2), items.iter().map(|i| i * 2).collect::<Vec<_>>());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_back_ends_the_walk() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("a")).unwrap();
        std::fs::write(dir.path().join("a/b.yaml"), "").unwrap();
        std::os::unix::fs::symlink(dir.path(), dir.path().join("a/up")).unwrap();
        assert_eq!(files(dir.path(), &["yaml"]).files.len(), 1);
    }
}
