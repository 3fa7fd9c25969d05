//! Columns as workspaces make them of JSON: the suffix of a name tells the type of its value.

use lurcher_symbols::ScalarType;
use lurcher_symbols::values::{datetime, guid};

use crate::json::Value;
use crate::rows::{Cell, Row};

/// How deep properties are told apart; what is deeper is JSON.
const MAX_DEPTH: usize = 16;

/// Adds a property; those inside of it are columns of their own that have its name in front, and arrays are JSON text.
pub(crate) fn add(row: &mut Row<'_>, name: &str, value: Value<'_>) {
    add_at(row, name, value, 0);
}

fn add_at(row: &mut Row<'_>, name: &str, value: Value<'_>, depth: usize) {
    if let Some(object) = value.object().filter(|_| depth < MAX_DEPTH) {
        for (key, inner) in object.fields() {
            add_at(row, &format!("{name}_{key}"), inner, depth + 1);
        }
        return;
    }
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let text = value.text();
    let (suffix, ty) = match value.ty() {
        _ if value.is_null() => return,
        ScalarType::Bool => ("b", ScalarType::Bool),
        ScalarType::Long | ScalarType::Real => ("d", ScalarType::Real),
        ScalarType::String if guid::parse(&text).is_some() => ("g", ScalarType::Guid),
        ScalarType::String if is_time(&text) => ("t", ScalarType::DateTime),
        _ => ("s", ScalarType::String),
    };
    row.add(&format!("{name}_{suffix}"), Some(ty), Cell::Text(&text));
}

/// Whether a text is a date with a time of day in the form of ISO.
fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 19 && bytes[4] == b'-' && bytes[10] == b'T' && datetime::parse(text).is_some()
}
