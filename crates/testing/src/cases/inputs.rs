//! The tables of a case: as the `let`s of its query, and as lines of JSON.

use lurcher_symbols::values::dynamic::{Dynamic, plain_json};
use lurcher_symbols::values::{datetime, guid, real, timespan};
use lurcher_symbols::{ScalarType, Value};

use super::TypedTable;

/// The query below a `let` for each table.
pub(crate) fn with_lets(tables: &[(&str, TypedTable)], query: &str) -> String {
    let mut text = String::new();
    for (name, table) in tables {
        text += &format!("let {} = {};\n", bracketed(name), rows_literal(table));
    }
    text + query
}

/// The table as a `datatable`.
pub(crate) fn rows_literal(table: &TypedTable) -> String {
    let columns: Vec<String> = table.columns.iter().map(|c| format!("{}:{}", bracketed(&c.name), c.ty)).collect();
    let cells: Vec<String> = table.rows.iter().flatten().map(literal).collect();
    format!("datatable({})[{}]", columns.join(", "), cells.join(", "))
}

fn bracketed(name: &str) -> String {
    format!("['{}']", name.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// The value as KQL.
pub(crate) fn literal(value: &Value) -> String {
    match value {
        Value::Null(ScalarType::String) => "''".to_owned(),
        Value::Null(ty) => format!("{ty}(null)"),
        Value::Bool(b) => b.to_string(),
        Value::Int(i) => format!("int({i})"),
        Value::Long(i) => format!("long({i})"),
        Value::Real(r) if r.is_nan() => "real(nan)".to_owned(),
        Value::Real(r) if r.is_infinite() => format!("real({}inf)", if *r > 0.0 { "+" } else { "-" }),
        Value::Real(r) => format!("real({})", real::format(*r)),
        Value::Decimal(d) => format!("decimal({d})"),
        Value::String(s) => Dynamic::String(s.to_string()).canonical(),
        Value::DateTime(t) => format!("datetime({})", datetime::format(*t)),
        Value::TimeSpan(t) => format!("timespan({})", timespan::format(*t)),
        Value::Guid(g) => format!("guid({})", guid::format(g)),
        Value::Dynamic(json) => format!("dynamic({})", plain_json(json)),
    }
}

/// A line of JSON for each row. Columns without a value are left out.
pub(crate) fn json_lines(table: &TypedTable) -> String {
    let mut text = String::new();
    for row in &table.rows {
        let cells = table.columns.iter().zip(row).filter(|(_, value)| !matches!(value, Value::Null(_)));
        let cells: Vec<String> = cells.map(|(c, value)| format!("{}:{}", quoted(&c.name), json(value))).collect();
        text += &format!("{{{}}}\n", cells.join(","));
    }
    text
}

/// The text in double quotes, as JSON and TOML have it.
pub(crate) fn quoted(text: &str) -> String {
    Dynamic::String(text.to_owned()).canonical()
}

fn json(value: &Value) -> String {
    match value {
        Value::Null(_) => "null".to_owned(),
        Value::Bool(b) => b.to_string(),
        Value::Int(i) => i.to_string(),
        Value::Long(i) => i.to_string(),
        Value::Real(r) if r.is_finite() => real::format(*r),
        Value::Real(r) => quoted(&real::format(*r)),
        Value::Decimal(d) => quoted(&d.to_string()),
        Value::String(s) => quoted(s),
        Value::DateTime(t) => quoted(&datetime::format(*t)),
        Value::TimeSpan(t) => quoted(&timespan::format(*t)),
        Value::Guid(g) => quoted(&guid::format(g)),
        Value::Dynamic(json) => plain_json(json).into_owned(),
    }
}
