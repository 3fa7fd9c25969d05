//! Where data from outside is. <https://learn.microsoft.com/kusto/api/connection-strings/storage-connection-strings>

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use url::Url;

use crate::tables::DataError;
use crate::workspace::Boundary;

/// Where a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Location {
    /// On this machine.
    File(PathBuf),
    /// Behind an `http` or `https` URL.
    Network(Url),
}

/// How the settings and the folder of a workspace turn a location of a query into a file.
#[derive(Debug)]
pub(super) struct Places<'a> {
    /// `[externaldata]` of the settings.
    pub(super) mapped: &'a BTreeMap<String, PathBuf>,
    /// The workspace; without one, paths begin at the current folder.
    pub(super) root: Option<&'a Path>,
    /// Where files may be that the settings do not name.
    pub(super) boundary: &'a Boundary,
}

impl Places<'_> {
    /// Where the file is that a query calls `text`.
    ///
    /// # Errors
    /// The text has a scheme that is not read here, or is empty.
    pub(super) fn find(&self, text: &str) -> Result<Location, DataError> {
        let bare = without_authentication(text);
        let without_query = bare.split_once('?').map_or(bare, |(before, _)| before);
        if let Some(path) = [text, bare, without_query].iter().find_map(|key| self.mapped.get(*key)) {
            return Ok(Location::File(self.path(path)));
        }
        let Some((scheme, _)) = bare.split_once("://") else {
            return match bare.strip_prefix("file:") {
                Some(path) => self.file(self.path(Path::new(path))),
                None if bare.is_empty() => Err(DataError::new("externaldata", "the location is empty")),
                None => self.file(self.path(Path::new(bare))),
            };
        };
        let mistake = |message: String| DataError::new(without_query, message);
        let url = Url::parse(bare).map_err(|e| mistake(format!("is no valid URL: {e}")))?;
        match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => Ok(Location::Network(url)),
            "file" => match url.to_file_path() {
                Ok(path) => self.file(path),
                Err(()) => Err(mistake("is no path of this machine".to_owned())),
            },
            other => Err(mistake(format!("the storage '{other}' is not read")).with_help(MAP_IT)),
        }
    }

    /// A file that the query names.
    fn file(&self, path: PathBuf) -> Result<Location, DataError> {
        self.boundary.check(&path)?;
        Ok(Location::File(path))
    }

    fn path(&self, path: &Path) -> PathBuf {
        self.root.map_or_else(|| path.to_path_buf(), |root| root.join(path))
    }
}

/// What helps where a location cannot be read.
pub(super) const MAP_IT: &str = "name a local copy in lurcher.toml: [externaldata] \"URL\" = \"path\"";

/// What a storage connection string has behind the URL.
const AUTHENTICATION: [&str; 4] = ["impersonate", "managed_identity=", "token=", "prompt"];

/// The location without the part behind the last semicolon that says how to log in.
fn without_authentication(text: &str) -> &str {
    let text = text.trim();
    match text.rsplit_once(';') {
        Some((url, how)) if AUTHENTICATION.iter().any(|word| how.to_ascii_lowercase().starts_with(word)) => url,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str) -> Result<Location, String> {
        let mapped = BTreeMap::from([("https://feeds.example/ips.txt".to_owned(), PathBuf::from("feeds/ips.txt"))]);
        let places = Places { mapped: &mapped, root: Some(Path::new("/ws")), boundary: &Boundary::none() };
        places.find(text).map_err(|e| e.to_string())
    }

    fn file(path: &str) -> Result<Location, String> {
        Ok(Location::File(path.into()))
    }

    #[test]
    fn mapped_urls_are_files() {
        for text in [
            "https://feeds.example/ips.txt",
            "https://feeds.example/ips.txt?sv=2024&sig=abc",
            "https://feeds.example/ips.txt;impersonate",
        ] {
            assert_eq!(find(text), file("/ws/feeds/ips.txt"), "{text}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn paths_and_file_urls() {
        assert_eq!(find("a/b.csv"), file("/ws/a/b.csv"));
        assert_eq!(find("/data/b.csv"), file("/data/b.csv"));
        assert_eq!(find("file:a.csv"), file("/ws/a.csv"));
        assert_eq!(find("file:///data/a%20b.csv"), file("/data/a b.csv"));
        assert!(find("").is_err());
    }

    #[test]
    fn other_storages() {
        let url = Url::parse("https://x.example/a.csv?b=1").unwrap();
        assert_eq!(find("https://x.example/a.csv?b=1;token=t"), Ok(Location::Network(url)));
        let error = find("abfss://c@a.dfs.core.windows.net/p.csv;managed_identity=x").unwrap_err();
        assert!(error.contains("the storage 'abfss' is not read (name a local copy"), "{error}");
    }
}
