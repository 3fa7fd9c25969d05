//! Sign-ins and audits of Entra, from a diagnostic setting or from Graph.

use lurcher_symbols::ScalarType;

use super::ResourceId;
use crate::json::{Object, Value};
use crate::rows::{Cell, Output, Table};
use crate::tables::documented;

/// The table of a category of Entra's diagnostic setting.
pub(crate) fn table(category: &str) -> Option<&'static Table> {
    documented::table(match category {
        "SignInLogs" => "SigninLogs",
        "AuditLogs" => "AuditLogs",
        "NonInteractiveUserSignInLogs" => "AADNonInteractiveUserSignInLogs",
        "ServicePrincipalSignInLogs" => "AADServicePrincipalSignInLogs",
        "ManagedIdentitySignInLogs" => "AADManagedIdentitySignInLogs",
        "ProvisioningLogs" => "AADProvisioningLogs",
        "RiskyUsers" => "AADRiskyUsers",
        "UserRiskEvents" => "AADUserRiskEvents",
        "RiskyServicePrincipals" => "AADRiskyServicePrincipals",
        "ServicePrincipalRiskEvents" => "AADServicePrincipalRiskEvents",
        "MicrosoftGraphActivityLogs" => "MicrosoftGraphActivityLogs",
        _ => return None,
    })
}

/// The columns of the envelope's fields, which properties of the same name do not take.
const ENVELOPE: [(&str, &str); 13] = [
    ("operationName", "OperationName"),
    ("operationVersion", "OperationVersion"),
    ("category", "Category"),
    ("tenantId", "AADTenantId"),
    ("resultType", "ResultType"),
    ("resultSignature", "ResultSignature"),
    ("resultDescription", "ResultDescription"),
    ("durationMs", "DurationMs"),
    ("callerIpAddress", "IPAddress"),
    ("correlationId", "CorrelationId"),
    ("identity", "Identity"),
    ("level", "Level"),
    ("location", "Location"),
];

/// Writes a record with its properties; `record` is empty where there is no envelope.
pub(crate) fn write(
    table: &'static Table,
    record: &Object<'_>,
    properties: &Object<'_>,
    time: Option<i64>,
    out: &mut Output,
) {
    let is_audit = table.name() == "AuditLogs";
    for (key, _) in properties.fields() {
        if column(table, key, is_audit).is_none() {
            out.note_lost(key);
        }
    }
    let id = record.text(&["resourceId"]);
    let parts = ResourceId::parse(&id);
    let mut row = out.row(table);
    row.time(time);
    let mut text = |name: &str, value: &str| {
        if table.ty(name).is_some() {
            row.text(name, value);
        }
    };
    text("ResourceId", &id);
    text("Resource", parts.provider);
    text("ResourceGroup", parts.provider);
    text("ResourceProvider", parts.provider);
    text("SourceSystem", "Azure AD");
    for (key, value) in record.fields() {
        let found = ENVELOPE.iter().find(|(field, _)| field.eq_ignore_ascii_case(key));
        // An audit's own category counts.
        let found = found.filter(|(field, _)| !(is_audit && *field == "category" && properties.has("category")));
        if let Some(ty) = found.and_then(|(_, column)| table.ty(column)) {
            found.map(|(_, column)| row.json(column, ty, value));
        }
    }
    for (key, value) in properties.fields() {
        let Some((name, ty)) = column(table, key, is_audit) else { continue };
        if !row.has(name) {
            row.json(name, ty, value);
        }
    }
    if record.fields().next().is_none() {
        without_envelope(table, properties, &mut row);
    }
}

/// What Graph tells in other places than the envelope.
fn without_envelope(table: &Table, properties: &Object<'_>, row: &mut crate::rows::Row<'_>) {
    let mut set = |name: &str, value: Option<Value<'_>>| {
        if let Some(value) = value
            && table.ty(name).is_some()
            && !row.has(name)
        {
            row.set(name, Cell::Text(&value.text()));
        }
    };
    set("ResultType", properties.at(&["status", "errorCode"]));
    set("ResultDescription", properties.at(&["status", "failureReason"]));
    set("Location", properties.at(&["location", "countryOrRegion"]));
    set("Identity", properties.get("userDisplayName"));
    set("OperationName", properties.get("activityDisplayName"));
    if table.name() != "AuditLogs" {
        row.text("OperationName", "Sign-in activity");
    }
}

/// The column of a property.
fn column(table: &'static Table, key: &str, is_audit: bool) -> Option<(&'static str, ScalarType)> {
    let name = match key {
        "location" => "LocationDetails",
        "appliedConditionalAccessPolicies" => "ConditionalAccessPolicies",
        "resourceId" => "ResourceIdentity",
        "operationType" if is_audit => "AADOperationType",
        key => {
            let found = table.columns().iter().find(|column| column.name.eq_ignore_ascii_case(key))?;
            return table.column(&found.name);
        }
    };
    table.column(name)
}
