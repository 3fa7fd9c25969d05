//! Logs that Azure's resources send: diagnostic settings, the activity log, Entra's sign-ins and audits.

use lurcher_symbols::ScalarType;
use lurcher_symbols::values::datetime;

use crate::azure::{ResourceId, diagnostics, directory, write_standard};
use crate::column_limit::ColumnLimit;
use crate::driver::{JsonReader, read_json};
use crate::json::{Object, Value};
use crate::rows::{Cell, Output, Row, Table};
use crate::tables::documented;
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: AzureResource = AzureResource;

/// See [`PAGE`].
pub(crate) struct AzureResource;

static PAGE: Page = Page {
    name: "azure_resource",
    title: "Azure resource logs",
    summary: "Logs of diagnostic settings, in blobs (`PT1H.json`) or from an event hub, become rows of the tables of \
their categories: `AZFWNetworkRule` and its siblings, `SigninLogs`, `AuditLogs` and their siblings, `AzureActivity`, and \
`AzureDiagnostics` for all others.",
    told_by: "`category` and `time` with `resourceId`, `operationName` or `properties`",
    notes: "\
- `_ResourceId` is the resource in small letters, `_SubscriptionId` the subscription in it.
- `AZFW…`: the columns are the properties.
- Entra: the envelope's fields and the properties become the columns of their names; `location` of the properties is \
`LocationDetails`, `appliedConditionalAccessPolicies` is `ConditionalAccessPolicies`, `resourceId` of the properties is \
`ResourceIdentity`. What is nested is a dynamic or a text, as the table has it.
- The activity log: `OperationNameValue`, `CategoryValue`, `ActivityStatusValue` (the result's type), \
`ActivitySubstatusValue` (its signature); authorization, claims and properties as text and as dynamic; `Caller` is the \
claim `upn`, else the application.
- `AzureDiagnostics`: each property is a column whose suffix tells the type of the value (`_s`, `_d`, `_b`, `_g`, `_t`), \
what is nested has the outer name in front, arrays are JSON text. Resource, group, provider and type are in capitals, as \
there. As a workspace makes no more than 500 columns, the first 500 of a file are columns; later ones are fields of \
`AdditionalFields`, by the name that the column would have.
- Flow logs are [of their own](azure_flow.md).",
    options: &[],
    tables: &[&diagnostics::TABLE],
    sources: &[
        "<https://learn.microsoft.com/azure/azure-monitor/essentials/resource-logs-schema>",
        "<https://learn.microsoft.com/azure/azure-monitor/reference/tables/azurediagnostics>",
        "<https://learn.microsoft.com/azure/azure-monitor/essentials/activity-log-schema>",
    ],
    example: Example {
        file: "PT1H.json",
        input: r#"{"time":"2026-01-15T10:11:12.1234567Z","resourceId":"/SUBSCRIPTIONS/5F1B/RESOURCEGROUPS/HUB/PROVIDERS/MICROSOFT.NETWORK/AZUREFIREWALLS/FW","category":"AZFWNetworkRule","operationName":"x","properties":{"Protocol":"TCP","SourceIp":"10.0.0.5","SourcePort":50321,"DestinationIp":"198.51.100.7","DestinationPort":443,"Action":"Deny"}}
{"time":"2026-01-15T10:11:13Z","resourceId":"/SUBSCRIPTIONS/5F1B/RESOURCEGROUPS/HUB/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/KV","category":"AuditEvent","operationName":"SecretGet","resultType":"Success","callerIpAddress":"203.0.113.9","properties":{"id":"https://kv.example/s","httpStatusCode":200,"clientInfo":{"agent":"x"}}}
"#,
        rows: r#"{"table":"AZFWNetworkRule","Action":"Deny","DestinationIp":"198.51.100.7","DestinationPort":443,"Protocol":"TCP","_ResourceId":"/subscriptions/5f1b/resourcegroups/hub/providers/microsoft.network/azurefirewalls/fw","SourceIp":"10.0.0.5","SourcePort":50321,"SourceSystem":"Azure","_SubscriptionId":"5f1b","TimeGenerated":"2026-01-15T10:11:12.1234567Z"}
{"table":"AzureDiagnostics","TimeGenerated":"2026-01-15T10:11:13.0000000Z","ResourceId":"/SUBSCRIPTIONS/5F1B/RESOURCEGROUPS/HUB/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/KV","Category":"AuditEvent","ResourceGroup":"HUB","SubscriptionId":"5f1b","ResourceProvider":"MICROSOFT.KEYVAULT","Resource":"KV","ResourceType":"VAULTS","OperationName":"SecretGet","ResultType":"Success","CallerIPAddress":"203.0.113.9","SourceSystem":"Azure","_ResourceId":"/subscriptions/5f1b/resourcegroups/hub/providers/microsoft.keyvault/vaults/kv","_SubscriptionId":"5f1b","id_s":"https://kv.example/s","httpStatusCode_d":200.0,"clientInfo_agent_s":"x"}"#,
    },
};

/// The categories of the activity log.
const ACTIVITY: [&str; 8] = [
    "Administrative", "Policy", "Security", "ServiceHealth", "ResourceHealth", "Alert", "Autoscale", "Recommendation",
];

impl Format for AzureResource {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let is_record = |object: &Object<'_>| {
            object.has("category")
                && object.has("time")
                && ["resourceId", "operationName", "properties"].iter().filter(|key| object.has(key)).count() >= 2
                && !object.has("flowRecords")
        };
        head.most_records(is_record).then_some(Certainty::Likely)
    }

    fn read(&self, input: Input, _options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_json(&Reader, input, &mut ColumnLimit::new(&diagnostics::TABLE, "AdditionalFields", out))
    }
}

struct Reader;

impl JsonReader for Reader {
    fn record(&self, record: &Object<'_>, _text: &str, out: &mut Output) -> Result<(), &'static str> {
        let category = record.get("category").ok_or("no log of a resource: it has no `category`")?.text();
        let time = datetime::parse(&record.text(&["time"]));
        // Some services send their properties as a text of JSON.
        let text = record.get("properties").map(Value::text).unwrap_or_default();
        let properties = Object::parse(&text).unwrap_or_default();
        if let Some(table) = directory::table(&category) {
            directory::write(table, record, &properties, time, out);
        } else if let Some(table) = documented::table(&category).filter(|table| table.name().starts_with("AZFW")) {
            write_firewall(table, record, &properties, time, out);
        } else if ACTIVITY.contains(&&*category) {
            write_activity(record, time, out);
        } else {
            diagnostics::write(record, &properties, time, out);
        }
        Ok(())
    }
}

fn write_firewall(
    table: &'static Table,
    record: &Object<'_>,
    properties: &Object<'_>,
    time: Option<i64>,
    out: &mut Output,
) {
    let mut row = out.row(table);
    row.time(time);
    write_standard(&mut row, &record.text(&["resourceId"]));
    row.text("SourceSystem", "Azure");
    for (key, value) in properties.fields() {
        row.json(key, table.ty(key).unwrap_or(ScalarType::Dynamic), value);
    }
}

fn write_activity(record: &Object<'_>, time: Option<i64>, out: &mut Output) {
    let Some(table) = documented::table("AzureActivity") else { return };
    let id = record.text(&["resourceId"]);
    let parts = ResourceId::parse(&id);
    let claims = record.at(&["identity", "claims"]);
    let claim = |name: &str| claims.and_then(Value::object).map(|claims| claims.text(&[name])).unwrap_or_default();
    let user = claim("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn");
    let caller = if user.is_empty() { claim("appid") } else { user };
    let mut row = out.row(table);
    row.time(time);
    let texts = [
        ("OperationNameValue", &["operationName"][..]),
        ("CategoryValue", &["category"]),
        ("ActivityStatusValue", &["resultType"]),
        ("ActivitySubstatusValue", &["resultSignature"]),
        ("CallerIpAddress", &["callerIpAddress"]),
        ("CorrelationId", &["correlationId"]),
        ("Level", &["level"]),
    ];
    for (column, path) in texts {
        row.text(column, &record.text(path));
    }
    row.text("Caller", &caller);
    row.text("ResourceGroup", parts.group);
    row.text("SubscriptionId", &parts.subscription.to_lowercase());
    row.text("ResourceProviderValue", parts.provider);
    write_standard(&mut row, &id);
    row.text("SourceSystem", "Azure");
    let both: [(&str, &str, &[&str]); 3] = [
        ("Authorization", "Authorization_d", &["identity", "authorization"]),
        ("Claims", "Claims_d", &["identity", "claims"]),
        ("Properties", "Properties_d", &["properties"]),
    ];
    for (text, value, path) in both {
        if let Some(found) = record.at(path) {
            set_both(&mut row, text, value, found);
        }
    }
}

fn set_both(row: &mut Row<'_>, text: &str, column: &str, value: Value<'_>) {
    row.set(text, Cell::Text(&value.text()));
    row.json(column, ScalarType::Dynamic, value);
}
