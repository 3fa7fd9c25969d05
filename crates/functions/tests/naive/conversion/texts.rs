//! Values as texts.

use lurcher_symbols::{ScalarType, Value};

use crate::driver::Pool;
use crate::naive::{Row, naive};

naive! {
    tostring;
    tohex => [Pool::Any, Pool::Also(&["0", "2", "8", "16", "17", "-1"])];
    gettype;
}

fn tostring(row: &Row<'_>) -> String {
    row.spelled(0)
}

/// Negative numbers as the bits that they are.
fn tohex(row: &Row<'_>) -> String {
    let digits = match row.values[0] {
        Value::Int(v) => format!("{v:x}"),
        Value::Long(v) => format!("{v:x}"),
        _ => return String::new(),
    };
    let width = row.long_or(1, 0).unwrap_or(0).clamp(0, 16) as usize;
    format!("{digits:0>width$}")
}

fn gettype(row: &Row<'_>) -> &'static str {
    match row.types[0] {
        ScalarType::Dynamic => row.dynamic(0).type_name(),
        ty => ty.name(),
    }
}
