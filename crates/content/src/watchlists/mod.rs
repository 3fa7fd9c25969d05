//! Watchlists: CSV files, and Sentinel's ARM templates unchanged.
//! <https://learn.microsoft.com/azure/sentinel/watchlists>

mod error;
mod library;
mod rows;
mod template;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lurcher_symbols::values::{dynamic, guid};
use lurcher_symbols::{Column, ScalarType, Value};

use crate::text::{self, Text};
use crate::{ContentError, Place, walk};
pub use error::{RowProblem, WatchlistError};
pub use library::Watchlists;
pub(crate) use library::may_be_template;
use rows::{Broken, Rows};
use template::Template;

/// A watchlist's items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watchlist {
    /// The name that `_GetWatchlist` takes.
    pub alias: Arc<str>,
    /// The file.
    pub path: PathBuf,
    /// The items' columns. All hold strings.
    pub columns: Vec<Arc<str>>,
    /// The items; each has one value a column.
    pub rows: Vec<Vec<String>>,
    /// Which of the columns is the search key.
    pub search_key: usize,
    /// Rows that are no items, and other flaws of the file.
    pub left_out: Vec<ContentError>,
}

/// What a file says of a watchlist.
struct Items {
    rows: Rows,
    search_key: usize,
    /// What is wrong with the rows that are no items.
    left_out: Vec<WatchlistError>,
}

/// The columns that every watchlist has. <https://learn.microsoft.com/azure/azure-monitor/reference/tables/watchlist>
const SYSTEM_COLUMNS: [(&str, ScalarType); 4] = [
    ("_DTItemId", ScalarType::String),
    ("LastUpdatedTimeUTC", ScalarType::DateTime),
    ("SearchKey", ScalarType::String),
    ("WatchlistItem", ScalarType::Dynamic),
];

impl Watchlist {
    /// The columns of `_GetWatchlist(alias)`: the documented ones, then the items'. An item's column takes the place of
    /// a documented one of its name.
    pub fn schema(&self) -> Vec<Column> {
        let system = system_columns(&self.columns).map(|(name, ty)| Column::new(name, ty));
        system.chain(self.columns.iter().map(|name| Column::new(name.clone(), ScalarType::String))).collect()
    }

    /// The rows of `_GetWatchlist(alias)`, in the order of [`Self::schema`]. `updated` is the time of the last change
    /// in ticks, where it is known.
    pub fn values(&self, updated: Option<i64>) -> Vec<Vec<Value>> {
        self.rows.iter().enumerate().map(|(number, row)| self.row_values(number, row, updated)).collect()
    }

    fn row_values(&self, number: usize, row: &[String], updated: Option<i64>) -> Vec<Value> {
        let text = |s: &str| Value::String(s.into());
        let system = system_columns(&self.columns).map(|(name, ty)| match name {
            "_DTItemId" => text(&self.item_id(number, row)),
            "LastUpdatedTimeUTC" => updated.map_or(Value::Null(ty), Value::DateTime),
            "SearchKey" => text(row.get(self.search_key).map_or("", String::as_str)),
            _ => self.item(row).map_or(Value::Null(ty), |json| Value::Dynamic(json.into())),
        });
        system.chain(row.iter().map(|cell| text(cell))).collect()
    }

    /// An id that stays the same as long as the item does.
    fn item_id(&self, number: usize, row: &[String]) -> String {
        let mut hash = xxhash_rust::xxh3::Xxh3::new();
        hash.update(self.alias.as_bytes());
        hash.update(&(number as u64).to_le_bytes());
        for cell in row {
            hash.update(&(cell.len() as u64).to_le_bytes());
            hash.update(cell.as_bytes());
        }
        guid::format(&hash.digest128().to_be_bytes())
    }

    /// The item as a property bag.
    fn item(&self, row: &[String]) -> Option<String> {
        let pairs = self.columns.iter().zip(row).map(|(name, cell)| (name.to_string(), cell.as_str().into()));
        dynamic::canonicalize_strict(&serde_json::Value::Object(pairs.collect()).to_string())
    }
}

/// The documented columns that no item's column replaces.
fn system_columns(items: &[Arc<str>]) -> impl Iterator<Item = (&'static str, ScalarType)> {
    SYSTEM_COLUMNS.into_iter().filter(|(name, _)| items.iter().all(|item| **item != **name))
}

/// Reads the watchlist `alias` from its file. `search_key` names a CSV file's key column; without it the first column
/// is the key. A template names its own.
///
/// # Errors
/// A file that cannot be read, a header that names no columns, a search key that is none of them.
pub fn read(path: &Path, alias: &str, search_key: Option<&str>) -> Result<Watchlist, ContentError> {
    let file = text::file_name(path);
    let Text { text, flaw } = text::read(path)?;
    let Items { rows, search_key, left_out } = if walk::has_ending(path, &["json"]) {
        match Template::parse(&file, &text)?.rows(alias) {
            Some(read) => read?,
            None => return Err(WatchlistError::NotATemplate { place: Place::file(file) }.into()),
        }
    } else {
        let (delimiter, skip) = if walk::has_ending(path, &["tsv"]) { (b'\t', 0) } else { rows::separator(&text) };
        let told = |broken: &Broken| WatchlistError::Rows {
            place: Place::new(file.clone(), text.clone(), broken.offset..broken.offset),
            line: None,
            problem: broken.problem.clone(),
        };
        let rows = rows::read(&text, delimiter, skip).map_err(|broken| told(&broken))?;
        let start = || Place::new(file.clone(), text.clone(), 0..0);
        let other = (!matches!(delimiter, b',' | b'\t')).then(|| char::from(delimiter));
        let other = other.map(|separator| WatchlistError::Separator { place: start(), separator });
        let left_out = other.into_iter().chain(rows.left_out.iter().map(told)).collect();
        let search_key = search_key.map_or(Ok(0), |key| self::search_key(&rows, key, start))?;
        Items { rows, search_key, left_out }
    };
    let left_out = left_out.into_iter().map(ContentError::from);
    let left_out = flaw.map(ContentError::from).into_iter().chain(left_out).collect();
    let (alias, path) = (alias.into(), path.to_owned());
    Ok(Watchlist { alias, path, columns: rows.columns, rows: rows.rows, search_key, left_out })
}

/// The aliases of the watchlists that a template defines.
///
/// # Errors
/// Text that is no such template.
pub(crate) fn template_aliases(file: &Arc<str>, text: &Arc<str>) -> Result<Vec<Arc<str>>, WatchlistError> {
    Template::parse(file, text).map(|template| template.aliases())
}

fn search_key(rows: &Rows, key: &str, place: impl FnOnce() -> Place) -> Result<usize, WatchlistError> {
    let index = rows.columns.iter().position(|c| **c == *key.trim());
    index.ok_or_else(|| WatchlistError::SearchKey {
        place: place(),
        key: key.to_owned(),
        columns: rows.columns.clone(),
    })
}

#[cfg(test)]
mod tests;
