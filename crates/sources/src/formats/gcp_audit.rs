//! Cloud Audit Logs of Google Cloud.

use lurcher_symbols::ScalarType;
use lurcher_symbols::values::datetime;

use crate::driver::{JsonReader, read_json};
use crate::json::{Object, Value};
use crate::rows::{Output, Table};
use crate::tables::documented;
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError, lost};

/// The format.
pub(crate) static FORMAT: GcpAudit = GcpAudit;

/// See [`PAGE`].
pub(crate) struct GcpAudit;

/// The table.
static TABLE: &Table = documented::named("GCPAuditLogs");

static PAGE: Page = Page {
    name: "gcp_audit",
    title: "Google Cloud audit logs",
    summary: "Entries of Cloud Audit Logs, exported by a sink or by `gcloud logging read --format=json`, become rows of \
`GCPAuditLogs`.",
    told_by: "`protoPayload` beside `logName` or `insertId`",
    notes: "\
- `TimeGenerated` is when the entry was received (`receiveTimestamp`), as the table's documentation says, else its own time, \
which is `Timestamp`.
- The parts of `protoPayload` are the columns of their names; `PrincipalEmail` is `authenticationInfo.principalEmail`, \
`GCPResourceName` is `resourceName`, `StatusMessage` is `status.message`. `GCPResourceType` and `ProjectId` are of \
`resource`.
- Entries of other logs, which have no `protoPayload`, are not read. `Subscription`, the name of the connector's queue, is \
in no file.",
    options: &[],
    tables: &[documented::named("GCPAuditLogs")],
    sources: &[
        "<https://cloud.google.com/logging/docs/audit/understanding-audit-logs>",
        "<https://learn.microsoft.com/azure/azure-monitor/reference/tables/gcpauditlogs>",
    ],
    example: Example {
        file: "cloudaudit.json",
        input: r#"{"protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog","status":{"code":7,"message":"PERMISSION_DENIED"},"authenticationInfo":{"principalEmail":"ada@harebell.example"},"requestMetadata":{"callerIp":"203.0.113.9"},"serviceName":"storage.googleapis.com","methodName":"storage.buckets.delete","resourceName":"projects/_/buckets/x"},"insertId":"i1","resource":{"type":"gcs_bucket","labels":{"project_id":"harebell"}},"timestamp":"2026-01-15T10:11:12.123456789Z","severity":"ERROR","logName":"projects/harebell/logs/cloudaudit.googleapis.com%2Factivity","receiveTimestamp":"2026-01-15T10:11:13Z"}
"#,
        rows: r#"{"table":"GCPAuditLogs","AuthenticationInfo":{"principalEmail":"ada@harebell.example"},"GCPResourceName":"projects/_/buckets/x","GCPResourceType":"gcs_bucket","InsertId":"i1","LogName":"projects/harebell/logs/cloudaudit.googleapis.com%2Factivity","MethodName":"storage.buckets.delete","PrincipalEmail":"ada@harebell.example","ProjectId":"harebell","RequestMetadata":{"callerIp":"203.0.113.9"},"ServiceName":"storage.googleapis.com","Severity":"ERROR","Status":{"code":7,"message":"PERMISSION_DENIED"},"StatusMessage":"PERMISSION_DENIED","TimeGenerated":"2026-01-15T10:11:13.0000000Z","Timestamp":"2026-01-15T10:11:12.1234567Z"}"#,
    },
};

/// Where each column's value is.
const PATHS: [(&str, &[&str]); 22] = [
    ("AuthenticationInfo", &["protoPayload", "authenticationInfo"]),
    ("AuthorizationInfo", &["protoPayload", "authorizationInfo"]),
    ("GCPResourceName", &["protoPayload", "resourceName"]),
    ("GCPResourceType", &["resource", "type"]),
    ("InsertId", &["insertId"]),
    ("LogName", &["logName"]),
    ("Metadata", &["protoPayload", "metadata"]),
    ("MethodName", &["protoPayload", "methodName"]),
    ("NumResponseItems", &["protoPayload", "numResponseItems"]),
    ("PrincipalEmail", &["protoPayload", "authenticationInfo", "principalEmail"]),
    ("ProjectId", &["resource", "labels", "project_id"]),
    ("Request", &["protoPayload", "request"]),
    ("RequestMetadata", &["protoPayload", "requestMetadata"]),
    ("ResourceLocation", &["protoPayload", "resourceLocation"]),
    ("ResourceOriginalState", &["protoPayload", "resourceOriginalState"]),
    ("Response", &["protoPayload", "response"]),
    ("ServiceData", &["protoPayload", "serviceData"]),
    ("ServiceName", &["protoPayload", "serviceName"]),
    ("Severity", &["severity"]),
    ("Status", &["protoPayload", "status"]),
    ("StatusMessage", &["protoPayload", "status", "message"]),
    ("Timestamp", &["timestamp"]),
];

/// What is no column by itself.
const OTHER: [&[&str]; 2] = [&["receiveTimestamp"], &["protoPayload", "@type"]];

impl Format for GcpAudit {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let is_entry = |object: &Object<'_>| object.has("protoPayload") && (object.has("logName") || object.has("insertId"));
        head.most_records(is_entry).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, _options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_json(&Reader, input, out)
    }
}

struct Reader;

impl JsonReader for Reader {
    fn record(&self, record: &Object<'_>, _text: &str, out: &mut Output) -> Result<(), &'static str> {
        record.get("protoPayload").and_then(Value::object).ok_or("no entry of an audit log")?;
        lost::note(record, "", PATHS.iter().map(|(_, path)| *path).chain(OTHER), |a, b| a == b, out);
        let time = |key: &str| record.get(key).and_then(|time| datetime::parse(&time.text()));
        let mut row = out.row(TABLE);
        row.time(time("receiveTimestamp").or_else(|| time("timestamp")));
        for (column, path) in PATHS {
            if let Some(value) = record.at(path) {
                row.json(column, TABLE.ty(column).unwrap_or(ScalarType::String), value);
            }
        }
        Ok(())
    }
}
