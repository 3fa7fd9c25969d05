//! Stored functions: what the workspace and its content define, and the built-in ASIM functions over them.

mod definition;
mod error;
mod index;
pub(crate) mod parameters;
mod scan;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use lurcher_symbols::StoredFunction;

use crate::asim::{self, Disabled, Name, Schema, Style, Unifier};
use crate::kinds::{Content, KindError, SavedFunction, read_document};
use crate::{ContentError, Piece, Place, Watchlists, arm, defender, json, kql, text, walk, yaml};
pub(crate) use definition::commands;
pub use error::{FunctionError, FunctionWarning};
use index::{Entry, Folder, Index};

/// What a name stands for: a function, or a definition that is there but broken.
pub type Found = Option<Result<Arc<StoredFunction>, ContentError>>;

/// The stored functions of a workspace. Nothing is read before a function is asked for; then all folders are scanned
/// once for names, and files are parsed one by one as their functions are called.
#[derive(Debug)]
pub struct Library {
    folders: Vec<Arc<Folder>>,
    watchlists: Arc<Watchlists>,
    index: OnceLock<Index>,
    names: OnceLock<Vec<Arc<str>>>,
    found: Mutex<HashMap<Arc<str>, Found>>,
    warnings: Mutex<Vec<FunctionWarning>>,
}

impl Library {
    /// The functions of a workspace's own folder, which may be missing, and of folders of Sentinel content, in order of
    /// precedence.
    ///
    /// # Errors
    /// A content folder that cannot be listed.
    pub fn open(workspace: Option<&Path>, content: &[PathBuf]) -> Result<Self, ContentError> {
        for folder in content {
            if let Err(error) = std::fs::read_dir(folder) {
                let place = Place::file(text::file_name(folder));
                return Err(FunctionError::Folder { place, reason: error.to_string() }.into());
            }
        }
        let folder = |path: &Path, workspace| Arc::new(Folder { path: path.to_owned(), workspace });
        let own = workspace.filter(|path| path.is_dir()).map(|path| folder(path, true));
        let content = content.iter().map(|path| folder(path, false));
        Ok(Self {
            folders: own.into_iter().chain(content).collect(),
            watchlists: Arc::default(),
            index: OnceLock::new(),
            names: OnceLock::new(),
            found: Mutex::default(),
            warnings: Mutex::default(),
        })
    }

    /// The same functions in a workspace that has watchlists: one of them disables ASIM sources.
    #[must_use]
    pub fn with_watchlists(self, watchlists: Arc<Watchlists>) -> Self {
        Self { watchlists, ..self }
    }

    /// The function of that exact name: a saved one first, then a built-in ASIM function or one of its sources.
    pub fn function(&self, name: &str) -> Found {
        if let Some(found) = lock(&self.found).get(name) {
            return found.clone();
        }
        let found = self.find(name);
        lock(&self.found).insert(name.into(), found.clone());
        found
    }

    /// The names of all functions, sorted.
    pub fn function_names(&self) -> Vec<Arc<str>> {
        let names = self.names.get_or_init(|| {
            let index = self.index();
            let sources = index.sources.keys().map(|name| name.to_string().into());
            let mut names: Vec<Arc<str>> = index
                .functions
                .keys()
                .cloned()
                .chain(sources)
                .chain(asim::built_in_names())
                .chain(asim::helper_names())
                .chain(defender::names())
                .collect();
            names.sort_unstable();
            names.dedup();
            names
        });
        names.clone()
    }

    /// What is worth knowing about the functions that were asked for so far.
    pub fn warnings(&self) -> Vec<FunctionWarning> {
        lock(&self.warnings).clone()
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let index = Index::build(&self.folders);
            index.left_out.iter().for_each(|error| self.warn(FunctionWarning::LeftOut { error: error.clone() }));
            index
        })
    }

    fn warn(&self, warning: FunctionWarning) {
        let mut warnings = lock(&self.warnings);
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }

    fn find(&self, name: &str) -> Found {
        if let Some(entries) = self.index().functions.get(name) {
            return self.load(entries, &name.into());
        }
        if let Some(built_in) = asim::helper(name).or_else(|| defender::function(name)) {
            return Some(Ok(Arc::new(built_in)));
        }
        match Schema::unifier(name) {
            Some((style, schema, unifier)) => Some(Ok(Arc::new(self.unifier(name, style, schema, unifier)))),
            None => self.source(&Name::parse(name)?),
        }
    }

    /// A source: the content's own before a built-in.
    fn source(&self, name: &Name) -> Found {
        match self.index().source(name) {
            Some((name, entries)) => self.load(entries, &name.to_string().into()),
            None => asim::built_in(&name.unversioned()).map(|function| Ok(Arc::new(function))),
        }
    }

    /// The unifying function that is called `name`: over the sources of content, the built-in ones and what the
    /// workspace adds, without those that it disables.
    fn unifier(&self, name: &str, style: Style, schema: &Schema, unifier: &Unifier) -> StoredFunction {
        let of_unifier =
            |(source, _): &(&Name, &Vec<Entry>)| source.style == style && unifier.families.contains(&&*source.schema);
        let deployed = |entries: &Vec<Entry>| entries.first().map(|e| e.name.clone());
        let mut sources: BTreeMap<Name, Option<Arc<str>>> =
            self.index().sources.iter().filter(of_unifier).map(|(n, entries)| (n.clone(), deployed(entries))).collect();
        sources.entry(Name::source(style, schema.name, "Native")).or_default();
        let disabled = self.disabled();
        sources.retain(|source, deployed| !disabled.disables(name, source, deployed.as_deref()));
        // The fields of the schema stay, whatever is disabled.
        sources.entry(Name::source(Style::Filtering, schema.name, "Empty")).or_default();
        let slots = asim::custom_slots(style, unifier).map(Arc::from);
        let mut calls = Vec::new();
        for call in sources.into_keys().map(|source| source.to_string().into()).chain(slots) {
            match self.function(&call) {
                Some(Ok(function)) => calls.push(asim::Source { name: call, parameters: function.parameters.clone() }),
                Some(Err(error)) => self.warn(FunctionWarning::Source { unifier: name.into(), error }),
                None => {}
            }
        }
        asim::unifier(name, style, schema, &calls)
    }

    /// What the workspace's watchlist disables; nothing where the watchlist is broken, which is warned of.
    fn disabled(&self) -> Disabled {
        match self.watchlists.find_likely(asim::WATCHLIST, None) {
            Ok(watchlist) => watchlist.as_ref().map(Disabled::read).unwrap_or_default(),
            Err(error) => {
                self.warn(FunctionWarning::LeftOut { error });
                Disabled::default()
            }
        }
    }

    /// The function of the first entry, to be called `name`; the others are warned of.
    fn load(&self, entries: &[Entry], name: &Arc<str>) -> Found {
        let (first, rest) = entries.split_first()?;
        let mut said = HashSet::new();
        for other in rest.iter().filter(|e| said.insert(&e.path)) {
            let (used, ignored) = (text::file_name(&first.path), text::file_name(&other.path));
            self.warn(FunctionWarning::Duplicate { name: name.clone(), used, ignored });
        }
        Some(read(first, name).map(Arc::new))
    }
}

/// Reads the function of `entry` from its file, to be called `name`.
fn read(entry: &Entry, name: &Arc<str>) -> Result<StoredFunction, ContentError> {
    let file = text::file_name(&entry.path);
    let gone = || FunctionError::Gone { place: Place::file(file.clone()), name: entry.name.clone() }.into();
    if kql::has_ending(&entry.path) {
        let functions = kql::functions(&entry.path, entry.folder.way())?;
        let function = functions.into_iter().find(|function| function.name == entry.name);
        return function.map(|function| function.stored()).ok_or_else(gone);
    }
    if walk::has_ending(&entry.path, &["json"]) {
        let function = of_template(&entry.path)?.into_iter().find(|function| function.name == entry.name);
        return function.map(|function| function.stored()).ok_or_else(gone);
    }
    let text = text::read(&entry.path)?.text;
    for document in yaml::parse(&file, &text)? {
        match read_document(&document)? {
            Content::Function(function) if function.name == entry.name => return Ok(function.stored()),
            Content::AsimParser(parser) if parser.name == entry.name => return Ok(parser.stored_as(name)),
            _ => {}
        }
    }
    Err(gone())
}

/// The functions of a template's saved searches. JSON that cannot be read has none.
fn of_template(path: &Path) -> Result<Vec<SavedFunction>, ContentError> {
    if !json::holds(path).content {
        return Ok(Vec::new());
    }
    let Ok(document) = json::parse(&text::file_name(path), &text::read(path)?.text) else { return Ok(Vec::new()) };
    let function = |read: Result<Piece, KindError>| match read.ok()?.content {
        Content::Function(function) => Some(function),
        _ => None,
    };
    Ok(arm::read(&document).into_iter().filter_map(function).collect())
}

/// A lock that a panic elsewhere left behind is as good as any: the maps behind it are never half written.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
