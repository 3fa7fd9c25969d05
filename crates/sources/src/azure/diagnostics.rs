//! `AzureDiagnostics`. <https://learn.microsoft.com/azure/azure-monitor/reference/tables/azurediagnostics>

use super::{ResourceId, write_standard};
use crate::json::{Object, Value};
use crate::rows::{Cell, Output, Table};
use crate::suffixed;

/// The table, with those of its columns that have no suffix.
pub(crate) static TABLE: Table = Table::new(
    "AzureDiagnostics",
    "TimeGenerated:datetime ResourceId Category ResourceGroup SubscriptionId ResourceProvider Resource ResourceType \
     OperationName OperationVersion ResultType ResultSignature ResultDescription DurationMs:long CallerIPAddress \
     CorrelationId Level AdditionalFields:dynamic SourceSystem _ResourceId _SubscriptionId",
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

/// Writes a record.
pub(crate) fn write(record: &Object<'_>, properties: &Object<'_>, time: Option<i64>, out: &mut Output) {
    let id = record.get("resourceId").or_else(|| record.get("ResourceId")).map(Value::text).unwrap_or_default();
    let upper = id.to_uppercase();
    let parts = ResourceId::parse(&upper);
    let mut row = out.row(&TABLE);
    row.time(time);
    row.text("ResourceId", &upper);
    row.text("SubscriptionId", &parts.subscription.to_lowercase());
    row.text("ResourceGroup", parts.group);
    row.text("ResourceProvider", parts.provider);
    row.text("ResourceType", parts.ty);
    row.text("Resource", parts.name);
    row.text("SourceSystem", "Azure");
    write_standard(&mut row, &id);
    for (key, value) in record.fields() {
        match FIELDS.iter().find(|(field, _)| field.eq_ignore_ascii_case(key)) {
            Some((_, column)) => {
                row.set(column, Cell::Text(&value.text()));
            }
            None if OTHER.contains(&key) => {}
            None => suffixed::add(&mut row, key, value),
        }
    }
    for (key, value) in properties.fields() {
        suffixed::add(&mut row, key, value);
    }
}
