//! The tables whose columns records have under the same names, as the catalog documents them.

include!(concat!(env!("OUT_DIR"), "/documented.rs"));

use crate::rows::Table;

/// The table of that name.
pub(crate) fn table(name: &str) -> Option<&'static Table> {
    ALL.binary_search_by(|table| table.name().cmp(name)).ok().map(|index| &ALL[index])
}
