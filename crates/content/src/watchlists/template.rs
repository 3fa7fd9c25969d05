//! Sentinel's ARM templates of watchlists.
//! <https://learn.microsoft.com/azure/templates/microsoft.securityinsights/watchlists>

use std::sync::Arc;

use serde_json::Value;

use super::rows::{self, Broken};
use super::{Items, RowProblem, WatchlistError};
use crate::Place;

/// A template's text and what it holds.
pub(super) struct Template {
    file: Arc<str>,
    text: Arc<str>,
    /// The alias and properties of each resource that is a watchlist.
    watchlists: Vec<(Arc<str>, Value)>,
}

impl Template {
    /// Reads a template.
    pub(super) fn parse(file: &Arc<str>, text: &Arc<str>) -> Result<Self, WatchlistError> {
        let mut root: Value = serde_json::from_str(text).map_err(|error| {
            let line_start =
                text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
            let at = (line_start + error.column().saturating_sub(1)).min(text.len());
            WatchlistError::Json { place: Place::new(file.clone(), text.clone(), at..at), reason: reason(&error) }
        })?;
        let watchlists: Vec<_> = resources(&mut root, DEEPEST).into_iter().filter_map(watchlist).collect();
        if watchlists.is_empty() {
            return Err(WatchlistError::NotATemplate { place: Place::file(file.clone()) });
        }
        Ok(Self { file: file.clone(), text: text.clone(), watchlists })
    }

    /// The aliases of its watchlists, in order.
    pub(super) fn aliases(&self) -> Vec<Arc<str>> {
        self.watchlists.iter().map(|(alias, _)| Arc::clone(alias)).collect()
    }

    /// The items of the watchlist of that alias; of the only one whatever its alias.
    pub(super) fn rows(&self, alias: &str) -> Option<Result<Items, WatchlistError>> {
        let named = self.watchlists.iter().position(|(name, _)| **name == *alias);
        let index = named.or((self.watchlists.len() == 1).then_some(0))?;
        Some(self.read(index))
    }

    fn read(&self, index: usize) -> Result<Items, WatchlistError> {
        let (_, properties) = &self.watchlists[index];
        let wrong =
            |property, expected| WatchlistError::Property { place: self.place(property, index), property, expected };
        let content = properties["rawContent"].as_str().ok_or_else(|| wrong("rawContent", "the rows as a text"))?;
        let key =
            properties["itemsSearchKey"].as_str().ok_or_else(|| wrong("itemsSearchKey", "the name of a column"))?;
        let delimiter = match &properties["contentType"] {
            Value::Null => b',',
            Value::String(ty) if ty.eq_ignore_ascii_case("text/csv") => b',',
            Value::String(ty) if ty.eq_ignore_ascii_case("text/tsv") => b'\t',
            _ => return Err(wrong("contentType", "text/csv or text/tsv")),
        };
        let skip = match &properties["numberOfLinesToSkip"] {
            Value::Null => Some(0),
            Value::String(number) => number.trim().parse().ok(),
            number => number.as_u64().and_then(|n| usize::try_from(n).ok()),
        };
        let skip = skip.ok_or_else(|| wrong("numberOfLinesToSkip", "a number of lines"))?;
        let told = |broken: &Broken| WatchlistError::Rows {
            place: self.place("rawContent", index),
            line: (broken.problem != RowProblem::NoHeader).then(|| content[..broken.offset].matches('\n').count() + 1),
            problem: broken.problem.clone(),
        };
        let rows = rows::read(content, delimiter, skip).map_err(|broken| told(&broken))?;
        let search_key = super::search_key(&rows, key, || self.place("itemsSearchKey", index))?;
        let left_out = rows.left_out.iter().map(told).collect();
        Ok(Items { rows, search_key, left_out })
    }

    /// The place of a property of a watchlist; of its alias where it is missing. Its name stands once in each
    /// watchlist, in order.
    fn place(&self, property: &str, index: usize) -> Place {
        let of = |name: &str| {
            let quoted = format!("\"{name}\"");
            let mut found = self.text.match_indices(&quoted).map(|(i, _)| i..i + quoted.len());
            found.nth(index)
        };
        match of(property).or_else(|| of("watchlistAlias")) {
            Some(range) => Place::new(self.file.clone(), self.text.clone(), range),
            None => Place::file(self.file.clone()),
        }
    }
}

/// So many templates may stand in each other.
const DEEPEST: usize = 8;

/// The resources of a template, and those of the templates that a solution's package holds.
fn resources(template: &mut Value, depth: usize) -> Vec<Value> {
    let (Some(Value::Array(own)), Some(depth)) = (template.get_mut("resources").map(Value::take), depth.checked_sub(1))
    else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for mut resource in own {
        let nested = resource.pointer_mut("/properties/mainTemplate").map(|template| resources(template, depth));
        all.push(resource);
        all.extend(nested.into_iter().flatten());
    }
    all
}

/// The alias and the properties of a resource, where it is a watchlist. One that gives no alias has the last part of
/// its own name.
fn watchlist(mut resource: Value) -> Option<(Arc<str>, Value)> {
    let properties = resource.get_mut("properties").map(Value::take)?;
    if let Some(alias) = properties["watchlistAlias"].as_str() {
        return Some((alias.into(), properties));
    }
    let ty = resource["type"].as_str()?.rsplit('/').next()?;
    let name = resource["name"].as_str()?.rsplit('/').next()?;
    let alias = name.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '\'' | ' '));
    (ty.eq_ignore_ascii_case("watchlists") && !alias.is_empty()).then(|| (alias.into(), properties))
}

/// The parser's words without its line and column, which the place tells.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(reason, _)| reason.to_owned())
}
