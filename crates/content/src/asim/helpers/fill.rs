//! Something in place of empty texts.

use lurcher_symbols::{ScalarType, StoredParameter, StoredParameterType};

use super::{Definition, required};

/// How the function is called behind `_ASIM_`.
pub(super) const WORD: &str = "FillNull";

/// The function that is called so behind `_ASIM_`. The rows come back as `bag_unpack` makes them, as Sentinel's own do.
pub(super) fn function(word: &str) -> Option<Definition> {
    let rows = StoredParameter { name: "T".into(), ty: StoredParameterType::Table(Vec::new()), default: None };
    let body = "T\n\
                | project row = todynamic(replace_string(tostring(pack_all()), '\"\"', \
                strcat('\"', custom_value, '\"')))\n\
                | evaluate bag_unpack(row)";
    (word == WORD).then(|| (vec![rows, required("custom_value", ScalarType::String)], body.to_owned()))
}
