//! `AzureDiagnostics`. <https://learn.microsoft.com/azure/azure-monitor/reference/tables/azurediagnostics>

use lurcher_symbols::ScalarType;
use lurcher_symbols::values::{datetime, guid};

use super::ResourceId;
use crate::json::{Object, Value};
use crate::rows::{Cell, Output, Row, Table};

/// The table, with those of its columns that have no suffix.
pub(crate) static TABLE: Table = Table::new(
    "AzureDiagnostics",
    "TimeGenerated:datetime ResourceId Category ResourceGroup SubscriptionId ResourceProvider Resource ResourceType \
     OperationName OperationVersion ResultType ResultSignature ResultDescription DurationMs:long CallerIPAddress \
     CorrelationId Level SourceSystem _ResourceId",
);

/// The columns of a record's own fields.
const FIELDS: [(&str, &str); 10] = [
    ("category", "Category"),
    ("operationName", "OperationName"),
    ("operationVersion", "OperationVersion"),
    ("resultType", "ResultType"),
    ("resultSignature", "ResultSignature"),
    ("resultDescription", "ResultDescription"),
    ("durationMs", "DurationMs"),
    ("callerIpAddress", "CallerIPAddress"),
    ("correlationId", "CorrelationId"),
    ("level", "Level"),
];

/// Fields that are read otherwise.
const OTHER: [&str; 5] = ["time", "resourceId", "ResourceId", "properties", "tenantId"];

/// How deep properties are told apart; what is deeper is JSON.
const MAX_DEPTH: usize = 16;

/// Writes a record.
pub(crate) fn write(record: &Object<'_>, properties: &Object<'_>, time: Option<i64>, out: &mut Output) {
    let id = record.get("resourceId").or_else(|| record.get("ResourceId")).map(Value::text).unwrap_or_default();
    let upper = id.to_uppercase();
    let parts = ResourceId::parse(&upper);
    let mut row = out.row(&TABLE);
    row.time(time);
    row.text("ResourceId", &upper);
    row.text("_ResourceId", &id.to_lowercase());
    row.text("SubscriptionId", &parts.subscription.to_lowercase());
    row.text("ResourceGroup", parts.group);
    row.text("ResourceProvider", parts.provider);
    row.text("ResourceType", parts.ty);
    row.text("Resource", parts.name);
    row.text("SourceSystem", "Azure");
    for (key, value) in record.fields() {
        match FIELDS.iter().find(|(field, _)| field.eq_ignore_ascii_case(key)) {
            Some((_, column)) => {
                row.set(column, Cell::Text(&value.text()));
            }
            None if OTHER.contains(&key) => {}
            None => add(&mut row, key, value, 0),
        }
    }
    for (key, value) in properties.fields() {
        add(&mut row, key, value, 0);
    }
}

/// Adds a property as a column whose suffix tells the type; those inside of it have its name in front.
fn add(row: &mut Row<'_>, name: &str, value: Value<'_>, depth: usize) {
    if let Some(object) = value.object().filter(|_| depth < MAX_DEPTH) {
        for (key, inner) in object.fields() {
            add(row, &format!("{name}_{key}"), inner, depth + 1);
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
