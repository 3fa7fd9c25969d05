//! What Microsoft's binder must know of a workspace with a tree as content: tables beside those that every workspace
//! has, and functions.

use lurcher_engine::Session;
use lurcher_engine::catalog::log_analytics;
use lurcher_symbols::{Catalog, Column, StoredFunction, StoredParameter, StoredParameterType};
use serde_json::{Map, Value as Json, json};

/// Tables and functions, as `check.js --extra` takes them.
pub(super) fn knowledge(session: &Session) -> Json {
    let catalog = session.catalog();
    let mut tables = Map::new();
    for name in log_analytics::custom_names() {
        if let Some(Ok(table)) = catalog.table(name) {
            tables.insert(name.to_owned(), schema(&table.columns).into());
        }
    }
    let mut functions = Map::new();
    for name in catalog.function_names() {
        if let Some(Ok(function)) = catalog.function(&name) {
            functions.insert(name.to_string(), json!([parameters(&function), &*function.body]));
        }
    }
    json!({ "tables": tables, "functions": functions })
}

fn schema(columns: &[Column]) -> String {
    let column = |c: &Column| format!("['{}']: {}", c.name, c.ty);
    format!("({})", columns.iter().map(column).collect::<Vec<_>>().join(", "))
}

/// The parameters of a function, as they are declared.
pub(super) fn parameters(function: &StoredFunction) -> String {
    let default = |p: &StoredParameter| p.default.as_ref().map(|text| format!(" = {text}")).unwrap_or_default();
    let parameter = |p: &StoredParameter| match &p.ty {
        StoredParameterType::Scalar(ty) => format!("{}: {ty}{}", p.name, default(p)),
        StoredParameterType::Column => format!("{}: string{}", p.name, default(p)),
        StoredParameterType::Table(columns) if columns.is_empty() => format!("{}: (*)", p.name),
        StoredParameterType::Table(columns) => format!("{}: {}", p.name, schema(columns)),
    };
    format!("({})", function.parameters.iter().map(parameter).collect::<Vec<_>>().join(", "))
}
