//! Watchlists as parsers read them: the items as they are, without a column for each of their fields.

use lurcher_symbols::{ScalarType, StoredParameter};

use super::{Definition, required};
use crate::asim::{WATCHLIST, parameter};

/// How the functions are called behind `_ASIM_`.
pub(super) const WORDS: [&str; 6] = [
    "GetWatchlistRaw",
    "GetWatchlistRawInteractive",
    "GetWatchlistsRaw",
    "GetWatchlistsRawInteractive",
    "GetSourceBySourceType",
    "GetDisabledParsers",
];

/// So many watchlists are read at once. A query cannot be written for any number, and content asks for two.
const MOST_WATCHLISTS: usize = 8;

/// The aliases that the watchlist of sources may have.
const SOURCE_TYPES: [&str; 2] = ["ASimSourceType", "Sources_by_SourceType"];

/// The function that is called so behind `_ASIM_`.
pub(super) fn function(word: &str) -> Option<Definition> {
    let text = |name| required(name, ScalarType::String);
    Some(match word {
        "GetWatchlistRaw" | "GetWatchlistRawInteractive" => (vec![text("watchlist"), keys()], items("watchlist")),
        "GetWatchlistsRaw" | "GetWatchlistsRawInteractive" => {
            (vec![required("watchlists", ScalarType::Dynamic), keys()], items_of_several())
        }
        "GetDisabledParsers" => (vec![text("CallerContext")], disabled_parsers()),
        "GetSourceBySourceType" => (vec![text("SourceType")], sources()),
        _ => return None,
    })
}

/// The keys of the items to give; without any, all are given.
fn keys() -> StoredParameter {
    parameter("keys", ScalarType::Dynamic, "dynamic([])")
}

/// The items of the watchlist that an expression names, all or those with one of the keys.
fn items(watchlist: &str) -> String {
    format!(
        "_GetWatchlist({watchlist})\n\
         | where array_length(keys) == 0 or SearchKey in (keys)\n\
         | project _DTItemId, LastUpdatedTimeUTC, SearchKey, WatchlistItem"
    )
}

fn items_of_several() -> String {
    let each: Vec<String> =
        (0..MOST_WATCHLISTS).map(|i| format!("({})", items(&format!("tostring(watchlists[{i}])")))).collect();
    format!(
        "union {}\n\
         | where assert(array_length(watchlists) <= {MOST_WATCHLISTS}, 'there are more than {MOST_WATCHLISTS} watchlists')",
        each.join(", ")
    )
}

/// The parsers that a unifying function goes without.
fn disabled_parsers() -> String {
    format!(
        "_ASIM_GetWatchlistRaw('{WATCHLIST}', pack_array('Any', CallerContext))\n\
         | extend SourceSpecificParser = tostring(WatchlistItem.SourceSpecificParser)\n\
         | where SourceSpecificParser != ''\n\
         | distinct SourceSpecificParser"
    )
}

/// What the watchlist says sends logs of a type, as an array.
fn sources() -> String {
    let lists = SOURCE_TYPES.map(|alias| format!("(_ASIM_GetWatchlistRaw('{alias}', pack_array(SourceType)))"));
    format!(
        "toscalar(union {}\n\
         | extend Source = tostring(WatchlistItem.Source)\n\
         | where isnotempty(Source)\n\
         | summarize make_set(Source))",
        lists.join(", ")
    )
}
