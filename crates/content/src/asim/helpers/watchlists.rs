//! Watchlists as parsers read them: the items as they are, without a column for each of their fields.

use lurcher_symbols::ScalarType;

use super::{Definition, required};
use crate::asim::parameter;

/// How the functions are called behind `_ASIM_`.
pub(super) const WORDS: [&str; 2] = ["GetWatchlistRaw", "GetSourceBySourceType"];

/// The aliases that the watchlist of sources may have.
const SOURCE_TYPES: [&str; 2] = ["ASimSourceType", "Sources_by_SourceType"];

/// The function that is called so behind `_ASIM_`.
pub(super) fn function(word: &str) -> Option<Definition> {
    let text = |name| required(name, ScalarType::String);
    Some(match word {
        "GetWatchlistRaw" => {
            let keys = parameter("keys", ScalarType::Dynamic, "dynamic([])");
            (vec![text("watchlist"), keys], items())
        }
        "GetSourceBySourceType" => (vec![text("SourceType")], sources()),
        _ => return None,
    })
}

/// The items of a watchlist, all or those with one of the keys.
fn items() -> String {
    "_GetWatchlist(watchlist)\n\
     | where array_length(keys) == 0 or SearchKey in (keys)\n\
     | project _DTItemId, LastUpdatedTimeUTC, SearchKey, WatchlistItem"
        .to_owned()
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
