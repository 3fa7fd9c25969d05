//! The watchlists of a workspace.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::{Watchlist, WatchlistError};
use crate::kql::stem;
use crate::{ContentError, Place, json, text, walk};

/// A template in content may have as many bytes; Sentinel's own limit is 3.8 MB of rows.
const TEMPLATE_LIMIT: usize = 8 << 20;

/// Finds watchlists by alias: in the workspace's own folder by file name or template, then in templates anywhere in its
/// content. Folders are listed when the first watchlist is asked for, and content is searched only for what the
/// workspace does not have.
#[derive(Debug, Default)]
pub struct Watchlists {
    folder: Option<PathBuf>,
    content: Vec<PathBuf>,
    own: OnceLock<Index>,
    likely: OnceLock<Index>,
    unlikely: OnceLock<Index>,
    warnings: Mutex<Vec<ContentError>>,
}

/// Files by alias, and the files that could not be read.
#[derive(Debug, Default)]
struct Index {
    files: BTreeMap<Arc<str>, Vec<PathBuf>>,
    broken: Vec<ContentError>,
}

impl Watchlists {
    /// The watchlists of a folder, which may be missing, and of folders of Sentinel content, in order of precedence.
    pub fn open(folder: Option<&Path>, content: &[PathBuf]) -> Self {
        Self { folder: folder.map(Path::to_owned), content: content.to_vec(), ..Self::default() }
    }

    /// The watchlist of that alias; `None` where there is none. `search_key` names a CSV file's key column, see
    /// [`super::read`].
    ///
    /// # Errors
    /// A watchlist that is broken, and an alias that two files of the workspace have.
    pub fn find(&self, alias: &str, search_key: Option<&str>) -> Result<Option<Watchlist>, ContentError> {
        if let Some(path) = self.place(alias)?.or_else(|| self.unlikely().first(alias)) {
            return self.read(path, alias, search_key).map(Some);
        }
        // One of them may be the one that was not found.
        self.own().broken.iter().chain(&self.likely().broken).for_each(|error| self.warn(error));
        Ok(None)
    }

    /// What is worth knowing about the watchlists that were asked for so far.
    pub fn warnings(&self) -> Vec<ContentError> {
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn warn(&self, warning: &ContentError) {
        let mut warnings = self.warnings.lock().unwrap_or_else(PoisonError::into_inner);
        if !warnings.contains(warning) {
            warnings.push(warning.clone());
        }
    }

    fn read(&self, path: &Path, alias: &str, search_key: Option<&str>) -> Result<Watchlist, ContentError> {
        let watchlist = super::read(path, alias, search_key)?;
        watchlist.left_out.iter().for_each(|warning| self.warn(warning));
        Ok(watchlist)
    }

    /// As [`Self::find`], for a watchlist that most workspaces do not have: without searching all JSON of the content,
    /// and whatever else is broken.
    ///
    /// # Errors
    /// A watchlist that is broken, and an alias that two files of the workspace have.
    pub fn find_likely(&self, alias: &str, search_key: Option<&str>) -> Result<Option<Watchlist>, ContentError> {
        self.place(alias)?.map(|path| self.read(path, alias, search_key)).transpose()
    }

    /// The file of a watchlist, unless it is an unlikely one.
    fn place(&self, alias: &str) -> Result<Option<&Path>, ContentError> {
        match self.own().files.get(alias).map(Vec::as_slice) {
            Some([path, other, ..]) => {
                let (place, other) = (Place::file(text::file_name(path)), text::file_name(other));
                Err(WatchlistError::Ambiguous { place, other, alias: alias.into() }.into())
            }
            Some([path]) => Ok(Some(path)),
            Some([]) | None => Ok(self.likely().first(alias)),
        }
    }

    /// The aliases of the workspace's own watchlists and of those in its content, sorted.
    pub fn aliases(&self) -> Vec<Arc<str>> {
        let indexes = [self.own(), self.likely(), self.unlikely()];
        let mut aliases: Vec<_> = indexes.into_iter().flat_map(|index| index.files.keys().cloned()).collect();
        aliases.sort_unstable();
        aliases.dedup();
        aliases
    }

    fn own(&self) -> &Index {
        self.own.get_or_init(|| {
            let Some(folder) = self.folder.as_deref().filter(|f| f.is_dir()) else { return Index::default() };
            let found = walk::files(folder, &["csv", "tsv", "json"]);
            let mut index = Index::default();
            for path in found.files {
                if !walk::has_ending(&path, &["json"]) {
                    index.add(stem(&path), path);
                    continue;
                }
                match template_aliases(&path) {
                    Ok(mut aliases) => {
                        let stem = stem(&path);
                        if aliases.len() == 1 && aliases[0] != stem {
                            aliases.push(stem);
                        }
                        aliases.into_iter().for_each(|alias| index.add(alias, path.clone()));
                    }
                    Err(error) => {
                        index.add(stem(&path), path);
                        index.broken.push(error);
                    }
                }
            }
            index
        })
    }

    /// Templates below a folder or in a file whose name says watchlist, as all of Microsoft's have it.
    fn likely(&self) -> &Index {
        self.likely.get_or_init(|| self.templates(says_watchlist))
    }

    /// All other templates. A clone of Azure-Sentinel has gigabytes of JSON, so this comes last.
    fn unlikely(&self) -> &Index {
        self.unlikely.get_or_init(|| self.templates(|path| !says_watchlist(path)))
    }

    fn templates(&self, wanted: impl Fn(&Path) -> bool) -> Index {
        let mut index = Index::default();
        for folder in &self.content {
            let in_folder = |path: &PathBuf| wanted(path.strip_prefix(folder).unwrap_or(path));
            let files: Vec<_> = walk::files(folder, &["json"]).files.into_iter().filter(in_folder).collect();
            let aliases = walk::in_parallel(&files, |path| match json::holds(path).watchlist {
                true => template_aliases(path),
                false => Ok(Vec::new()),
            });
            for (path, aliases) in files.into_iter().zip(aliases) {
                match aliases {
                    Ok(aliases) => aliases.into_iter().for_each(|alias| index.add(alias, path.clone())),
                    // A playbook or a list of parameters that lies beside watchlists.
                    Err(ContentError::Watchlist(WatchlistError::NotATemplate { .. })) => {}
                    Err(error) => index.broken.push(error),
                }
            }
        }
        index
    }
}

impl Index {
    fn add(&mut self, alias: Arc<str>, path: PathBuf) {
        self.files.entry(alias).or_default().push(path);
    }

    fn first(&self, alias: &str) -> Option<&Path> {
        self.files.get(alias)?.first().map(PathBuf::as_path)
    }
}

fn says_watchlist(path: &Path) -> bool {
    path.to_string_lossy().to_ascii_lowercase().contains("watchlist")
}

/// Whether a JSON text is small enough for a template and names the property that makes it one.
pub(crate) fn may_be_template(text: &[u8]) -> bool {
    text.len() <= TEMPLATE_LIMIT && memchr::memmem::find(text, b"\"rawContent\"").is_some()
}

fn template_aliases(path: &Path) -> Result<Vec<Arc<str>>, ContentError> {
    let text = text::read(path)?.text;
    Ok(super::template_aliases(&text::file_name(path), &text)?)
}
