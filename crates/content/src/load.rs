//! The content of a file, or of a folder with all that is below it.

use std::path::Path;
use std::sync::Arc;

use lurcher_diagnostics::Source;

use crate::functions::{command, stem};
use crate::kinds::{AnalyticsRule, Content, HuntingQuery, Metadata, PlainQuery, WatchlistTemplate, read_document};
use crate::text::TextError;
use crate::watchlists::{may_be_template, template_aliases};
use crate::{ContentError, Place, text, walk, yaml};

/// What was found, file by file in the order of their paths, and what could not be read.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The content. Unknown documents are left out, unless their file was named itself.
    pub contents: Vec<Content>,
    /// The errors.
    pub errors: Vec<ContentError>,
}

/// A query that can be run: a hunting query, an analytics rule or a `.kql` file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runnable {
    /// What it is: `hunting query`, `scheduled rule`, `NRT rule`, `query`.
    pub kind: &'static str,
    /// The file.
    pub file: Arc<str>,
    /// What it says about itself; a `.kql` file has a name only.
    pub metadata: Metadata,
    /// The query.
    pub query: Source,
}

impl Content {
    /// The query to run, of content that is run for its hits.
    pub fn runnable(&self) -> Option<Runnable> {
        let (metadata, query) = match self {
            Content::HuntingQuery(HuntingQuery { metadata, query })
            | Content::AnalyticsRule(AnalyticsRule { metadata, query, .. }) => (metadata.clone(), query),
            Content::Query(PlainQuery { name, query }) => {
                (Metadata { name: name.clone(), ..Metadata::default() }, query)
            }
            Content::Function(_)
            | Content::AsimParser(_)
            | Content::SummaryRule(_)
            | Content::Watchlist(_)
            | Content::Unknown(_) => return None,
        };
        Some(Runnable { kind: self.kind(), file: query.name.clone(), metadata, query: query.clone() })
    }
}

impl Loaded {
    /// The queries to run.
    pub fn runnables(&self) -> impl Iterator<Item = Runnable> {
        self.contents.iter().filter_map(Content::runnable)
    }

    fn add(&mut self, path: &Path, named: bool) {
        let result = if walk::has_ending(path, &["kql"]) {
            self.add_kql(path)
        } else if walk::has_ending(path, &["json"]) {
            self.add_template(path, named)
        } else {
            self.add_yaml(path, named)
        };
        self.errors.extend(result.err());
    }

    fn add_kql(&mut self, path: &Path) -> Result<(), ContentError> {
        let source = Source::new(text::file_name(path), text::read(path)?);
        self.contents.push(match command(&source) {
            Some(function) => Content::Function(function?),
            None => Content::Query(PlainQuery { name: stem(path), query: source }),
        });
        Ok(())
    }

    fn add_template(&mut self, path: &Path, named: bool) -> Result<(), ContentError> {
        if named || may_be_template(path) {
            let (file, text) = (text::file_name(path), text::read(path)?);
            let aliases = template_aliases(&file, &text)?;
            self.contents.push(Content::Watchlist(WatchlistTemplate { file, aliases }));
        }
        Ok(())
    }

    fn add_yaml(&mut self, path: &Path, named: bool) -> Result<(), ContentError> {
        let (file, text) = (text::file_name(path), text::read(path)?);
        let documents = yaml::parse(&file, &text)?;
        if documents.is_empty() && named {
            let unknown = crate::kinds::Unknown { place: Place::new(file, text, 0..0), keys: Vec::new() };
            return Err(unknown.into_error().into());
        }
        for document in documents {
            match read_document(&document) {
                Ok(Content::Unknown(unknown)) if named => self.errors.push(unknown.into_error().into()),
                Ok(Content::Unknown(_)) => {}
                Ok(content) => self.contents.push(content),
                Err(error) => self.errors.push(error.into()),
            }
        }
        Ok(())
    }
}

/// The content of `path`: YAML and `.kql` files, and templates of watchlists.
pub fn load(path: &Path) -> Loaded {
    let mut loaded = Loaded::default();
    if !path.is_dir() {
        loaded.add(path, true);
        return loaded;
    }
    let found = walk::files(path, &["yaml", "yml", "kql", "json"]);
    for (folder, error) in found.unreadable {
        let place = Place::file(text::file_name(&folder));
        loaded.errors.push(TextError::Unreadable { place, reason: error.to_string() }.into());
    }
    found.files.iter().for_each(|file| loaded.add(file, false));
    loaded
}

#[cfg(test)]
mod tests;
