//! The tables whose columns records have under the same names, as the catalog documents them.

include!(concat!(env!("OUT_DIR"), "/documented.rs"));

use crate::rows::Table;

/// The table of that name.
pub(crate) fn table(name: &str) -> Option<&'static Table> {
    NAMES.binary_search(&name).ok().map(|index| &ALL[index])
}

/// The table of a name that is known while compiling, which fails without one.
pub(crate) const fn named(name: &str) -> &'static Table {
    let mut index = 0;
    while !is_same(NAMES[index], name) {
        index += 1;
    }
    &ALL[index]
}

/// Whether texts are the same, while compiling.
const fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut index = 0;
    while index < a.len() && index < b.len() && a[index] == b[index] {
        index += 1;
    }
    index == a.len() && index == b.len()
}
