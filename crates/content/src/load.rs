//! The content of a file, or of a folder with all that is below it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lurcher_diagnostics::Source;

use crate::json::{self, JsonError};
use crate::kinds::{
    AnalyticsRule, Content, HuntingQuery, Metadata, PlainQuery, SummaryRule, Unknown, WatchlistTemplate, read_document,
};
use crate::kql::{self, Way};
use crate::text::{Text, TextError};
use crate::watchlists::{self, WatchlistError, template_aliases};
use crate::yaml::Document;
use crate::{ContentError, Place, arm, text, walk, yaml};

/// What was found, file by file in the order of their paths, and what could not be read.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The content. Unknown documents are left out.
    pub pieces: Vec<Piece>,
    /// The errors.
    pub errors: Vec<ContentError>,
    /// What is worth knowing about what was read.
    pub warnings: Vec<ContentError>,
    /// How many files were looked at.
    pub files: usize,
    /// Those of them that are no content of Sentinel's.
    pub skipped: Vec<Arc<str>>,
}

/// A piece of content, and the document that it was read from.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The content.
    pub content: Content,
    /// Its YAML, of content that is YAML.
    pub document: Option<Document>,
}

impl From<Content> for Piece {
    fn from(content: Content) -> Self {
        Self { content, document: None }
    }
}

/// A query that can be run: a hunting query, an analytics rule, a summary rule or a query of a file of KQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runnable {
    /// What it is: `hunting query`, `scheduled rule`, `NRT rule`, `summary rule`, `query`.
    pub kind: &'static str,
    /// Whether its rows are hits. Those of a summary rule are not.
    pub finds_hits: bool,
    /// The file.
    pub file: Arc<str>,
    /// What it says about itself; a query of a file of KQL has a name only.
    pub metadata: Metadata,
    /// The query.
    pub query: Source,
}

impl Content {
    /// The query to run, of content that is run for its rows.
    pub fn runnable(&self) -> Option<Runnable> {
        let (metadata, query) = match self {
            Content::HuntingQuery(HuntingQuery { metadata, query })
            | Content::CustomDetection(HuntingQuery { metadata, query })
            | Content::AnalyticsRule(AnalyticsRule { metadata, query, .. }) => (metadata.clone(), query),
            Content::Query(PlainQuery { name, query }) => {
                (Metadata { name: name.clone(), ..Metadata::default() }, query)
            }
            Content::SummaryRule(SummaryRule { id, name, description, query, .. }) => {
                let [id, name, description] = [id, name, description].map(Arc::clone);
                (Metadata { id, name, description, ..Metadata::default() }, query)
            }
            Content::Function(_)
            | Content::AsimParser(_)
            | Content::WorkbookQuery(_)
            | Content::Watchlist(_)
            | Content::Unknown(_) => return None,
        };
        let finds_hits = !matches!(self, Content::SummaryRule(_));
        Some(Runnable { kind: self.kind(), finds_hits, file: query.name.clone(), metadata, query: query.clone() })
    }
}

impl Loaded {
    /// The content.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        self.pieces.iter().map(|piece| &piece.content)
    }

    /// The queries to run. The package of a solution repeats the rules that lie beside it in YAML; they are run once.
    pub fn runnables(&self) -> impl Iterator<Item = Runnable> {
        let is_json = |piece: &Piece| piece.document.as_ref().is_some_and(Document::is_json);
        let own = self.pieces.iter().filter(|piece| !is_json(piece)).filter_map(|piece| piece.content.runnable());
        let known: HashSet<Arc<str>> = own.map(|runnable| runnable.metadata.id).filter(|id| !id.is_empty()).collect();
        let runnables = self.pieces.iter().filter_map(move |piece| Some((is_json(piece), piece.content.runnable()?)));
        runnables
            .filter(move |(json, runnable)| !json || !known.contains(&runnable.metadata.id))
            .map(|(_, runnable)| runnable)
    }

    /// What a file holds. Of a file that was named itself it is an error that it holds nothing.
    fn of(path: &Path, way: Way<'_>) -> Self {
        let mut loaded = Self { files: 1, ..Self::default() };
        loaded.add(path, way);
        if loaded.pieces.is_empty() && loaded.errors.is_empty() {
            loaded.skipped.push(text::file_name(path));
        }
        loaded
    }

    fn append(&mut self, other: Self) {
        self.pieces.extend(other.pieces);
        self.errors.extend(other.errors);
        self.warnings.extend(other.warnings);
        self.files += other.files;
        self.skipped.extend(other.skipped);
    }

    fn add(&mut self, path: &Path, way: Way<'_>) {
        let named = matches!(way, Way::Named);
        let result = if walk::has_ending(path, &LISTS) {
            self.add_list(path, named)
        } else if kql::has_ending(path) {
            self.add_kql(path, way)
        } else if walk::has_ending(path, &["json"]) {
            self.add_json(path, named)
        } else {
            self.add_yaml(path, named)
        };
        self.errors.extend(result.err());
    }

    /// The text of a file, whose flaws are warned of.
    fn text(&mut self, path: &Path) -> Result<Arc<str>, TextError> {
        let Text { text, flaw } = text::read(path)?;
        self.warnings.extend(flaw.map(ContentError::from));
        Ok(text)
    }

    fn add_kql(&mut self, path: &Path, way: Way<'_>) -> Result<(), ContentError> {
        let source = Source::new(text::file_name(path), self.text(path)?);
        self.pieces.extend(kql::read(path, source, way)?.into_iter().map(Piece::from));
        Ok(())
    }

    fn add_json(&mut self, path: &Path, named: bool) -> Result<(), ContentError> {
        let holds = json::holds(path);
        if !(named || holds.content || holds.watchlist) {
            return Ok(());
        }
        let (file, text) = (text::file_name(path), self.text(path)?);
        let (before, errors) = (self.pieces.len(), self.errors.len());
        let mut other = None;
        if holds.content || !holds.watchlist {
            match json::parse(&file, &text) {
                Ok(document) => {
                    self.add_document(&document);
                    other = Some(document);
                }
                Err(JsonError { place, reason }) => {
                    let error = WatchlistError::Json { place, reason }.into();
                    if named {
                        return Err(error);
                    }
                    self.warnings.push(error);
                    return Ok(());
                }
            }
        }
        let is_needed = |pieces: usize| named && pieces == before;
        if holds.watchlist {
            match self.add_watchlists(path, file, &text) {
                // A playbook that lies beside watchlists, or a package without any.
                Err(WatchlistError::NotATemplate { .. }) if !is_needed(self.pieces.len()) => {}
                added => added?,
            }
        } else if let Some(document) = other.filter(|_| is_needed(self.pieces.len()) && self.errors.len() == errors) {
            return Err(arm::called(&document).into());
        }
        Ok(())
    }

    /// Adds what a JSON document holds.
    fn add_document(&mut self, document: &Document) {
        for read in arm::read(document) {
            match read {
                Ok(piece) => self.pieces.push(piece),
                Err(error) => self.errors.push(error.into()),
            }
        }
    }

    fn add_watchlists(&mut self, path: &Path, file: Arc<str>, text: &Arc<str>) -> Result<(), WatchlistError> {
        let aliases = template_aliases(&file, text)?;
        for alias in &aliases {
            match watchlists::read(path, alias, None) {
                Ok(watchlist) => self.warnings.extend(watchlist.left_out),
                Err(error) => self.warnings.push(error),
            }
        }
        self.pieces.push(Content::Watchlist(WatchlistTemplate { file, aliases }).into());
        Ok(())
    }

    /// Adds a watchlist that is no template. A workspace works without one that is broken.
    fn add_list(&mut self, path: &Path, named: bool) -> Result<(), ContentError> {
        let alias = kql::stem(path);
        match watchlists::read(path, &alias, None) {
            Ok(watchlist) => self.warnings.extend(watchlist.left_out),
            Err(error) if named => return Err(error),
            Err(error) => self.warnings.push(error),
        }
        let file = text::file_name(path);
        self.pieces.push(Content::Watchlist(WatchlistTemplate { file, aliases: vec![alias] }).into());
        Ok(())
    }

    fn add_yaml(&mut self, path: &Path, named: bool) -> Result<(), ContentError> {
        let (file, text) = (text::file_name(path), self.text(path)?);
        let documents = yaml::parse(&file, &text)?;
        if documents.is_empty() && named {
            let unknown = Unknown { place: Place::new(file, text, 0..0), keys: Vec::new() };
            return Err(unknown.into_error().into());
        }
        for document in documents {
            match read_document(&document) {
                Ok(Content::Unknown(unknown)) => {
                    let error = Unknown::misspelt(&document).or_else(|| named.then(|| unknown.into_error()));
                    self.errors.extend(error.map(ContentError::from));
                }
                Ok(content) => self.pieces.push(Piece { content, document: Some(document) }),
                Err(error) => self.errors.push(error.into()),
            }
        }
        Ok(())
    }
}

/// How the names of files of content end beside those of KQL.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// How the names of watchlists end that are no templates.
const LISTS: [&str; 2] = ["csv", "tsv"];

/// What the folder of such watchlists is called; elsewhere they are data.
const WATCHLISTS: &str = "watchlists";

fn is_list(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name);
    walk::has_ending(path, &LISTS) && folder.is_some_and(|name| name.eq_ignore_ascii_case(WATCHLISTS))
}

/// Whether a file's name ends as that of content.
pub fn is_content(path: &Path) -> bool {
    walk::has_ending(path, &ENDINGS) || kql::has_ending(path)
}

/// The content of `path`: YAML, files of KQL (`.kql`, `.csl`, `.txt`), templates, and watchlists in their folder.
pub fn load(path: &Path) -> Loaded {
    if !path.is_dir() {
        return Loaded::of(path, Way::Named);
    }
    let mut found = walk::files(path, &[&ENDINGS[..], &kql::ENDINGS, &LISTS].concat());
    found.files.retain(|file| !walk::has_ending(file, &LISTS) || is_list(file));
    let mut loaded = Loaded::default();
    for (path, error) in found.unreadable {
        let place = Place::file(text::file_name(&path));
        loaded.errors.push(TextError::Unreadable { place, reason: error.to_string() }.into());
    }
    walk::in_parallel(&found.files, |file| Loaded::of(file, Way::Below(path)))
        .into_iter()
        .for_each(|one| loaded.append(one));
    loaded
}

/// The content of several paths. What lies below another of them, or is given again, is read once.
pub fn load_all(paths: &[PathBuf]) -> Loaded {
    let real: Vec<Option<PathBuf>> = paths.iter().map(|path| path.canonicalize().ok()).collect();
    let found_anyway = |i: usize| {
        let Some(own) = &real[i] else { return false };
        let others = real.iter().enumerate().filter(|(j, _)| *j != i);
        let mut others = others.filter_map(|(j, other)| Some((j, other.as_ref()?)));
        others.any(|(j, other)| if other == own { j < i } else { walk::covers(other, own) })
    };
    let mut loaded = Loaded::default();
    paths.iter().enumerate().filter(|(i, _)| !found_anyway(*i)).for_each(|(_, path)| loaded.append(load(path)));
    loaded
}

#[cfg(test)]
mod tests;
