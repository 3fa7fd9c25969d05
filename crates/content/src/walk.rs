//! Files below a folder.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// More threads than this wait for the disk.
const MAX_THREADS: usize = 8;

/// So few files are done before another thread has started.
const FEW: usize = 64;

/// The files that a walk found, and the files and folders that cannot be read.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) files: Vec<PathBuf>,
    pub(crate) unreadable: Vec<(PathBuf, std::io::Error)>,
}

/// All files below `folder` whose ending is one of `endings` (any case), sorted by path. Hidden folders are not
/// entered. A link is followed where it leads to something in the folder that the walk does not find without it, so
/// that no file is found twice and no circle of links is walked round. A link out of the folder is not followed: a rule
/// of somebody else's could name any file of this machine.
pub(crate) fn files(folder: &Path, endings: &[&str]) -> Found {
    let mut found = Found::default();
    let mut folders = vec![folder.to_owned()];
    let mut entered = Entered(folder.canonicalize().into_iter().collect());
    let root = folder.canonicalize().unwrap_or_default();
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
            let hidden = is_hidden(&entry.file_name());
            if kind.is_dir() {
                folders.extend((!hidden).then_some(path));
            } else if kind.is_file() {
                found.files.extend(has_ending(&path, endings).then_some(path));
            } else if kind.is_symlink() {
                match path.canonicalize() {
                    Ok(target) if !target.starts_with(&root) => {
                        if has_ending(&path, endings) || target.is_dir() && !hidden {
                            let error = std::io::Error::other("it is a link that leads out of the folder");
                            found.unreadable.push((path, error));
                        }
                    }
                    Ok(target) if target.is_dir() && !hidden && entered.is_new(&target) => folders.push(path),
                    Ok(target) if target.is_file() && has_ending(&path, endings) => {
                        let found_anyway = entered.covers(&target) && has_ending(&target, endings);
                        found.files.extend((!found_anyway).then_some(path));
                    }
                    Err(error) if has_ending(&path, endings) => found.unreadable.push((path, error)),
                    Ok(_) | Err(_) => {}
                }
            }
        }
    }
    found.files.sort_unstable();
    found
}

/// The folders, by their real paths, below which everything is found.
struct Entered(Vec<PathBuf>);

impl Entered {
    /// Whether the walk comes by this real path without a link.
    fn covers(&self, target: &Path) -> bool {
        self.0.iter().any(|root| covers(root, target))
    }

    /// Whether the walk does not come by this folder otherwise; it does from now on.
    fn is_new(&mut self, target: &Path) -> bool {
        let new = !self.covers(target);
        self.0.extend(new.then(|| target.to_owned()));
        new
    }
}

/// Whether a walk from the real path `root` comes by the real path `target`.
pub(crate) fn covers(root: &Path, target: &Path) -> bool {
    target.strip_prefix(root).is_ok_and(|rest| !rest.iter().any(is_hidden))
}

fn is_hidden(name: &OsStr) -> bool {
    name.to_string_lossy().starts_with('.')
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
    fn links_are_followed_where_they_lead_to_something_new() {
        use std::os::unix::fs::symlink;
        let (dir, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let at = |name: &str| dir.path().join(name);
        for folder in ["a", "b", ".store"] {
            std::fs::create_dir(at(folder)).unwrap();
        }
        for path in [at("a/b.yaml"), at(".store/s.yaml"), outside.path().join("o.yaml"), at("data.txt")] {
            std::fs::write(path, "").unwrap();
        }
        symlink(dir.path(), at("a/up")).unwrap();
        symlink(at("b"), at("a/b")).unwrap();
        symlink(at("a"), at("b/a")).unwrap();
        symlink(outside.path(), at("b/outside")).unwrap();
        symlink(dir.path(), outside.path().join("back")).unwrap();
        symlink(at(".store"), at("store")).unwrap();
        symlink(at("a/b.yaml"), at("again.yaml")).unwrap();
        symlink(at("data.txt"), at("data.yaml")).unwrap();
        symlink(at("nowhere"), at("broken.yaml")).unwrap();
        symlink(at("circle.yaml"), at("circle.yaml")).unwrap();
        let found = files(dir.path(), &["yaml"]);
        assert_eq!(found.files, ["a/b.yaml", "data.yaml", "store/s.yaml"].map(at));
        let mut unreadable: Vec<_> = found.unreadable.into_iter().map(|(path, _)| path).collect();
        unreadable.sort();
        assert_eq!(unreadable, ["b/outside", "broken.yaml", "circle.yaml"].map(at));
    }
}
