//! How far a workspace reaches: what queries name by path, and where links lead.

use std::fs;
use std::path::{Path, PathBuf};

use crate::tables::DataError;

/// The folders and files that may be read; a path counts with all its links resolved.
///
/// Whoever can change the folder while it is read can lead a path elsewhere after it was looked at: this guards against
/// what lies in it, not against who writes to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Boundary {
    /// Real paths; `None` where there is no boundary.
    roots: Option<Vec<PathBuf>>,
}

impl Boundary {
    /// No boundary: whoever asks names the files.
    pub fn none() -> Self {
        Self::default()
    }

    /// Around these folders and files and all that is below them. What does not exist encloses nothing.
    pub fn around(roots: impl IntoIterator<Item = impl AsRef<Path>>) -> Self {
        let real = |root: &Path| {
            // The current folder is the empty path.
            let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
            fs::canonicalize(root).ok()
        };
        Self { roots: Some(roots.into_iter().filter_map(|root| real(root.as_ref())).collect()) }
    }

    /// Whether a path leads to something inside. What cannot be found is not outside: opening it says why.
    pub fn encloses(&self, path: &Path) -> bool {
        let Some(roots) = &self.roots else { return true };
        match fs::canonicalize(path) {
            Ok(real) => roots.iter().any(|root| real.starts_with(root)),
            Err(_) => true,
        }
    }

    /// Refuses a path that a query names.
    ///
    /// # Errors
    /// It leads outside.
    pub(crate) fn check(&self, path: &Path) -> Result<(), DataError> {
        if self.encloses(path) {
            return Ok(());
        }
        let help = "a query that stands in a file reads what is below the workspace; lurcher.toml names further folders: files = [\"…\"]";
        Err(DataError::new(path, "lies outside of the workspace").with_help(help))
    }
}

/// Why a link is not followed.
pub(super) fn leads_out(link: &Path) -> DataError {
    let help = "name what it leads to: with -t NAME=PATH, or in lurcher.toml, files = [\"…\"]";
    DataError::new(link, "is a link that leads out of the folder").with_help(help)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_and_dots_count_as_what_they_lead_to() {
        let (inside, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let at = |name: &str| inside.path().join(name);
        fs::create_dir(at("a")).unwrap();
        for path in [at("a/x.csv"), outside.path().join("secret.csv")] {
            fs::write(path, "").unwrap();
        }
        symlink(outside.path(), at("out")).unwrap();
        symlink(outside.path().join("secret.csv"), at("out.csv")).unwrap();
        symlink(at("a/x.csv"), at("in.csv")).unwrap();
        let boundary = Boundary::around([inside.path()]);
        for name in ["a/x.csv", "in.csv", "a/../a/x.csv", "nowhere.csv"] {
            assert!(boundary.encloses(&at(name)), "{name}");
        }
        for name in ["out", "out.csv", "out/secret.csv", "..", "a/../.."] {
            assert!(!boundary.encloses(&at(name)), "{name}");
            assert!(Boundary::none().encloses(&at(name)), "{name}");
        }
        // A folder whose name only begins as the root's does.
        let sibling = inside.path().with_extension("sibling");
        fs::create_dir(&sibling).unwrap();
        assert!(!boundary.encloses(&sibling));
        fs::remove_dir(&sibling).unwrap();
    }
}
