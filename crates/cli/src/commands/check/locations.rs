//! What a file is called in reports and baselines, which other machines read.

use std::env;
use std::path::{self, Component, Path, PathBuf};
use std::sync::Arc;

/// The folder that reports and baselines begin at.
pub(super) struct Base(PathBuf);

impl Base {
    /// The current folder where all that is checked lies below it, else the folder that all of it lies in.
    pub(super) fn of(checked: &[PathBuf]) -> Self {
        let current = env::current_dir().unwrap_or_default();
        let folder = |path: &PathBuf| {
            let path = absolute(path);
            if path.is_dir() { path } else { path.parent().map(Path::to_owned).unwrap_or_default() }
        };
        let folders: Vec<PathBuf> = checked.iter().map(folder).collect();
        if folders.iter().all(|folder| folder.starts_with(&current)) {
            return Self(current);
        }
        Self(folders.into_iter().reduce(|a, b| common(&a, &b)).unwrap_or(current))
    }

    /// What a file is called: its path from here, with `/`; the whole path of a file that lies elsewhere.
    pub(super) fn name(&self, file: &str) -> Arc<str> {
        let path = absolute(Path::new(file));
        let text = path.strip_prefix(&self.0).unwrap_or(&path).to_string_lossy();
        if cfg!(windows) { text.replace('\\', "/").into() } else { text.into() }
    }
}

/// The path from the root on, without `.` and `..`.
fn absolute(path: &Path) -> PathBuf {
    let whole = path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.components().fold(PathBuf::new(), |mut plain, part| {
        if part == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
        plain
    })
}

/// What two paths begin with.
fn common(a: &Path, b: &Path) -> PathBuf {
    a.components().zip(b.components()).take_while(|(a, b)| a == b).map(|(part, _)| part).collect()
}

/// The path as a URI reference.
pub(super) fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    if Path::new(path).is_absolute() {
        uri.push_str(if path.starts_with('/') { "file://" } else { "file:///" });
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_current_folder() {
        let base = Base::of(&["a".into(), ".".into()]);
        let here = env::current_dir().unwrap().join("a").join("b.yaml");
        assert_eq!(&*base.name(&here.to_string_lossy()), "a/b.yaml");
        assert_eq!(&*base.name("./a/./c/../b.yaml"), "a/b.yaml");
    }

    #[test]
    fn what_lies_elsewhere_has_a_base_of_its_own() {
        let elsewhere = tempfile::tempdir().unwrap();
        let at = |name: &str| elsewhere.path().join(name);
        std::fs::create_dir(at("a")).unwrap();
        std::fs::create_dir(at("b")).unwrap();
        let name = |checked: &[PathBuf], file: &str| Base::of(checked).name(&at(file).to_string_lossy());
        assert_eq!(&*name(&[at("a")], "a/x.yaml"), "x.yaml");
        assert_eq!(&*name(&[at("a"), at("b")], "b/x.yaml"), "b/x.yaml");
        assert_eq!(name(&[at("a"), ".".into()], "a/x.yaml").split('/').next_back().unwrap_or_default(), "x.yaml");
        let outside = at("b/x.yaml").to_string_lossy().replace('\\', "/");
        assert_eq!(&*name(&[at("a")], "b/x.yaml"), outside);
    }

    #[test]
    fn uris_have_no_blanks() {
        assert_eq!(uri("Hunting Queries/ü#1.yaml"), "Hunting%20Queries/%C3%BC%231.yaml");
        assert_eq!(uri("/x/a b.yaml"), "file:///x/a%20b.yaml");
    }
}
