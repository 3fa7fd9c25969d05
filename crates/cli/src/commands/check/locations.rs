//! What a file is called in reports and baselines, which other machines read.

use std::env;
use std::path::{Component, Path};
use std::sync::Arc;

/// The path of a file relative to the current folder, with `/`; as it is where the file lies elsewhere.
pub(super) fn path(file: &str) -> Arc<str> {
    let path = Path::new(file);
    let current = env::current_dir().ok();
    let relative = current.as_deref().and_then(|current| path.strip_prefix(current).ok()).unwrap_or(path);
    let parts: Vec<_> = relative.components().filter(|part| *part != Component::CurDir).collect();
    let joined: std::path::PathBuf = parts.iter().collect();
    let text = joined.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/").into() } else { text.into() }
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
        let here = env::current_dir().unwrap().join("a").join("b.yaml");
        assert_eq!(&*path(&here.to_string_lossy()), "a/b.yaml");
        assert_eq!(&*path("./a/./b.yaml"), "a/b.yaml");
        assert_eq!(&*path("../b.yaml"), "../b.yaml");
    }

    #[test]
    fn uris_have_no_blanks() {
        assert_eq!(uri("Hunting Queries/ü#1.yaml"), "Hunting%20Queries/%C3%BC%231.yaml");
        assert_eq!(uri("/x/a b.yaml"), "file:///x/a%20b.yaml");
    }
}
