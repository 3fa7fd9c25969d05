//! Sentinel's ARM templates of watchlists.
//! <https://learn.microsoft.com/azure/templates/microsoft.securityinsights/watchlists>

use std::sync::Arc;

use super::rows::{self, Broken};
use super::{Items, RowProblem, WatchlistError};
use crate::Place;
use crate::arm::{self, Placed, is_expression};
use crate::json::{self, JsonError};
use crate::yaml::{Document, Entry, Node};

/// A template's text and what it holds.
pub(super) struct Template {
    document: Document,
    watchlists: Vec<Resource>,
}

/// A resource that is a watchlist.
struct Resource {
    alias: Arc<str>,
    /// Its properties, with what their expressions stand for.
    properties: Vec<Entry>,
    /// Where it begins.
    start: usize,
}

impl Template {
    /// Reads a template.
    pub(super) fn parse(file: &Arc<str>, text: &Arc<str>) -> Result<Self, WatchlistError> {
        let document =
            json::parse(file, text).map_err(|JsonError { place, reason }| WatchlistError::Json { place, reason })?;
        let watchlists: Vec<_> = arm::placed(&document).iter().filter_map(watchlist).collect();
        if watchlists.is_empty() {
            return Err(WatchlistError::NotATemplate { place: Place::file(file.clone()) });
        }
        Ok(Self { document, watchlists })
    }

    /// The aliases of its watchlists, in order.
    pub(super) fn aliases(&self) -> Vec<Arc<str>> {
        self.watchlists.iter().map(|watchlist| Arc::clone(&watchlist.alias)).collect()
    }

    /// The items of the watchlist of that alias; of the only one whatever its alias.
    pub(super) fn rows(&self, alias: &str) -> Option<Result<Items, WatchlistError>> {
        let named = self.watchlists.iter().find(|watchlist| *watchlist.alias == *alias);
        let only = || self.watchlists.first().filter(|_| self.watchlists.len() == 1);
        named.or_else(only).map(|watchlist| self.read(watchlist))
    }

    fn read(&self, watchlist: &Resource) -> Result<Items, WatchlistError> {
        let place = |property: &str| self.place(watchlist, property);
        let wrong = |property, expected| WatchlistError::Property { place: place(property), property, expected };
        let text = |property: &str| watchlist.entry(property).and_then(|entry| entry.node.as_str());
        let content = text("rawContent").ok_or_else(|| wrong("rawContent", "the rows as a text"))?;
        let key = text("itemsSearchKey").ok_or_else(|| wrong("itemsSearchKey", "the name of a column"))?;
        let delimiter = match text("contentType").map(str::to_ascii_lowercase).as_deref() {
            None | Some("text/csv") => b',',
            Some("text/tsv") => b'\t',
            Some(_) => return Err(wrong("contentType", "text/csv or text/tsv")),
        };
        let skip = text("numberOfLinesToSkip").map_or(Ok(0), |number| number.trim().parse());
        let skip = skip.map_err(|_| wrong("numberOfLinesToSkip", "a number of lines"))?;
        let told = |broken: &Broken| WatchlistError::Rows {
            place: place("rawContent"),
            line: (broken.problem != RowProblem::NoHeader).then(|| content[..broken.offset].matches('\n').count() + 1),
            problem: broken.problem.clone(),
        };
        let rows = rows::read(content, delimiter, skip).map_err(|broken| told(&broken))?;
        let search_key = super::search_key(&rows, key, || place("itemsSearchKey"))?;
        let left_out = rows.left_out.iter().map(told).collect();
        Ok(Items { rows, search_key, left_out })
    }

    /// The place of a property of a watchlist; where it is missing, that of its alias, or of the watchlist.
    fn place(&self, watchlist: &Resource, property: &str) -> Place {
        let named = |name: &str| watchlist.properties.iter().find(|entry| *entry.key == *name);
        match named(property).or_else(|| named("watchlistAlias")) {
            // The quotes belong to the name.
            Some(entry) => {
                let start = entry.key_start.saturating_sub(1);
                self.document.place(start..start + entry.key.len() + 2)
            }
            None => self.document.place(watchlist.start..watchlist.start + 1),
        }
    }
}

impl Resource {
    /// The entry of a property that has a value.
    fn entry(&self, property: &str) -> Option<&Entry> {
        self.properties.iter().find(|entry| *entry.key == *property && !entry.node.is_null())
    }
}

/// What a resource says of a watchlist, where it is one. One that gives no alias has the last part of its own name.
fn watchlist(placed: &Placed<'_>) -> Option<Resource> {
    let Placed { resource, scope, .. } = placed;
    let entries = resource.get("properties")?.entries();
    let properties: Vec<Entry> =
        entries.iter().map(|entry| Entry { node: scope.resolved(&entry.node), ..entry.clone() }).collect();
    let alias = properties.iter().find(|entry| &*entry.key == "watchlistAlias").and_then(|entry| entry.node.as_str());
    let alias = match alias {
        Some(alias) => alias.into(),
        None if placed.kind() == "watchlists" => own_name(&scope.resolved(resource.get("name")?))?,
        None => return None,
    };
    Some(Resource { alias, properties, start: resource.start })
}

/// The last part of a resource's name. An expression that cannot be worked out mostly ends with it.
fn own_name(name: &Node) -> Option<Arc<str>> {
    let name = name.as_str()?;
    let own = name.rsplit('/').next()?;
    let own = if is_expression(name) {
        own.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '\'' | ' '))
    } else {
        own
    };
    (!own.is_empty()).then(|| own.into())
}
