//! The unified audit log of Microsoft 365.

use lurcher_symbols::ScalarType;
use lurcher_symbols::values::datetime;

use crate::distinct::Distinct;
use crate::driver::{CsvReader, JsonReader, read_csv, read_json};
use crate::json::{Object, Value};
use crate::rows::{Cell, Output, Row, Table};
use crate::tables::documented;
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: UnifiedAudit = UnifiedAudit;

/// See [`PAGE`].
pub(crate) struct UnifiedAudit;

static PAGE: Page = Page {
    name: "unified_audit",
    title: "Unified audit log (Microsoft 365)",
    summary: "Exports of Purview's audit search, of `Search-UnifiedAuditLog` and of the Management Activity API become \
rows of `OfficeActivity`.",
    told_by: "a column or key `AuditData`, or `CreationTime`, `Workload`, `RecordType` and `Operation`",
    notes: "\
- Only `AuditData` counts: the other columns of an export repeat parts of it.
- Sentinel's connector takes the workloads Exchange, SharePoint, OneDrive and MicrosoftTeams. Records of others are \
skipped, and taken too with the option `all-workloads`.
- `TimeGenerated` and `Start_Time` are `CreationTime`, which is UTC. `Id` is `OfficeId` and `SourceRecordId`, `Workload` \
is `OfficeWorkload`, `ObjectId` is `OfficeObjectId`, `LogonType` is `Logon_Type`, `ClientIPAddress` is \
`Client_IPAddress`, `Site` is `Site_`, `SiteUrl` is `Site_Url`, `EventData` is `Event_Data`; `ResultStatus` is \
`ResultReasonType` too.
- Numbers of `RecordType`, `UserType` and `LogonType` are words; the type 50 stays `50`, as in workspaces. Truth in a \
text column is `True` and `False`.
- What is nested is JSON text (`Parameters`, `Folders`) or a dynamic, as the table has it.
- Searches repeat records: one whose `Id` was there before is skipped. Fields without a column are noted.",
    options: &[("all-workloads", "records of all workloads are taken")],
    tables: &[documented::named("OfficeActivity")],
    sources: &[
        "<https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema>",
        "<https://learn.microsoft.com/azure/azure-monitor/reference/tables/officeactivity>",
    ],
    example: Example {
        file: "AuditLog.csv",
        input: r#"RecordId,CreationDate,RecordType,Operation,UserId,AuditData
a1,2026-01-15T10:11:12.0000000Z,1,New-InboxRule,ada@harebell.example,"{""CreationTime"":""2026-01-15T10:11:12"",""Id"":""a1"",""Operation"":""New-InboxRule"",""RecordType"":1,""UserType"":2,""Workload"":""Exchange"",""ResultStatus"":""True"",""UserId"":""ada@harebell.example"",""ClientIP"":""[2001:db8::1]:4711"",""ExternalAccess"":false,""Parameters"":[{""Name"":""Name"",""Value"":""x""}]}"
a1,2026-01-15T10:11:12.0000000Z,1,New-InboxRule,ada@harebell.example,"{""CreationTime"":""2026-01-15T10:11:12"",""Id"":""a1"",""Operation"":""New-InboxRule"",""RecordType"":1,""UserType"":2,""Workload"":""Exchange""}"
"#,
        rows: r#"{"table":"OfficeActivity","ClientIP":"[2001:db8::1]:4711","ExternalAccess":"False","OfficeId":"a1","OfficeWorkload":"Exchange","Operation":"New-InboxRule","Parameters":"[{\"Name\":\"Name\",\"Value\":\"x\"}]","RecordType":"ExchangeAdmin","ResultReasonType":"True","ResultStatus":"True","SourceRecordId":"a1","SourceSystem":"OfficeActivityManager","Start_Time":"2026-01-15T10:11:12.0000000Z","TimeGenerated":"2026-01-15T10:11:12.0000000Z","UserId":"ada@harebell.example","UserType":"Admin"}"#,
    },
};

/// The workloads that Sentinel's connector takes.
const WORKLOADS: [&str; 4] = ["Exchange", "SharePoint", "OneDrive", "MicrosoftTeams"];

/// Keys whose column has another name.
const RENAMED: [(&str, &str); 11] = [
    ("Id", "OfficeId"),
    ("Workload", "OfficeWorkload"),
    ("ObjectId", "OfficeObjectId"),
    ("LogonType", "Logon_Type"),
    ("ClientIPAddress", "Client_IPAddress"),
    ("Site", "Site_"),
    ("SiteUrl", "Site_Url"),
    ("EventData", "Event_Data"),
    ("SourceName", "Source_Name"),
    ("CreationTime", "Start_Time"),
    ("AzureActiveDirectoryEventType", "AzureActiveDirectory_EventType"),
];

impl Format for UnifiedAudit {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let is_record = |object: &Object<'_>| {
            object.has("AuditData") || ["CreationTime", "Workload", "RecordType", "Operation"].iter().all(|k| object.has(k))
        };
        let is_one = head.csv_header().iter().any(|name| name == "AuditData") || head.most_records(is_record);
        is_one.then_some(Certainty::Certain)
    }

    fn read(&self, mut input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        let reader = Reader { all: options.chosen("all-workloads") };
        let mut out = Distinct::new(out, "OfficeId");
        if input.begins_with_json()? { read_json(&reader, input, &mut out) } else { read_csv(&reader, input, &mut out) }
    }
}

struct Reader {
    /// Whether all workloads are taken.
    all: bool,
}

impl JsonReader for Reader {
    fn record(&self, record: &Object<'_>, _text: &str, out: &mut Output) -> Result<(), &'static str> {
        match record.get("AuditData") {
            Some(data) => self.write(&Object::parse(&data.text())?, out),
            None => self.write(record, out),
        }
    }
}

impl CsvReader for Reader {
    /// Which field has the record.
    type Header = Option<usize>;

    fn header(&self, names: &[&str]) -> Option<usize> {
        names.iter().position(|name| *name == "AuditData")
    }

    fn record(&self, data: &Option<usize>, fields: &[&str], out: &mut Output) -> Result<(), &'static str> {
        let data = data.and_then(|at| fields.get(at)).ok_or("no `AuditData`")?;
        self.write(&Object::parse(data)?, out)
    }
}

impl Reader {
    fn write(&self, record: &Object<'_>, out: &mut Output) -> Result<(), &'static str> {
        let table = documented::table("OfficeActivity").ok_or("no table for it")?;
        let workload = record.text(&["Workload"]);
        if workload.is_empty() || !record.has("Operation") {
            return Err("no record of the audit log");
        }
        if !self.all && !WORKLOADS.contains(&&*workload) {
            out.skip("a workload that Sentinel's connector does not take");
            return Ok(());
        }
        for (key, _) in record.fields() {
            if column(table, key).is_none() {
                out.note_lost(key);
            }
        }
        let mut row = out.row(table);
        row.time(datetime::parse(&record.text(&["CreationTime"])));
        row.text("SourceSystem", "OfficeActivityManager");
        row.text("SourceRecordId", &record.text(&["Id"]));
        row.text("ResultReasonType", &record.text(&["ResultStatus"]));
        for (key, value) in record.fields() {
            if let Some((name, ty)) = column(table, key) {
                set(&mut row, key, name, ty, value);
            }
        }
        Ok(())
    }
}

/// The column of a key.
fn column(table: &'static Table, key: &str) -> Option<(&'static str, ScalarType)> {
    let renamed = RENAMED.iter().find(|(from, _)| *from == key).map(|(_, to)| *to);
    table.column(renamed.unwrap_or(key))
}

fn set(row: &mut Row<'_>, key: &str, name: &str, ty: ScalarType, value: Value<'_>) {
    let text = value.text();
    let word = match key {
        "RecordType" => record_type(&text),
        "UserType" => user_type(&text),
        "LogonType" => logon_type(&text),
        _ if ty == ScalarType::String && value.ty() == ScalarType::Bool => {
            Some(if text == "true" { "True" } else { "False" })
        }
        _ => None,
    };
    match word {
        Some(word) => row.set(name, Cell::Text(word)),
        None => row.json(name, ty, value),
    };
}

fn user_type(number: &str) -> Option<&'static str> {
    Some(match number {
        "0" => "Regular",
        "1" => "Reserved",
        "2" => "Admin",
        "3" => "DcAdmin",
        "4" => "System",
        "5" => "Application",
        "6" => "ServicePrincipal",
        "7" => "CustomPolicy",
        "8" => "SystemPolicy",
        _ => return None,
    })
}

fn logon_type(number: &str) -> Option<&'static str> {
    Some(match number {
        "0" => "Owner",
        "1" => "Admin",
        "2" => "Delegated",
        "3" => "Transport",
        "4" => "SystemService",
        "5" => "BestAccess",
        "6" => "DelegatedAdmin",
        _ => return None,
    })
}

/// The name of a record type of the workloads that the table takes; any other stays a number.
fn record_type(number: &str) -> Option<&'static str> {
    Some(match number {
        "1" => "ExchangeAdmin",
        "2" => "ExchangeItem",
        "3" => "ExchangeItemGroup",
        "4" => "SharePoint",
        "6" => "SharePointFileOperation",
        "7" => "OneDrive",
        "8" => "AzureActiveDirectory",
        "9" => "AzureActiveDirectoryAccountLogon",
        "10" => "DataCenterSecurityCmdlet",
        "11" => "ComplianceDLPSharePoint",
        "13" => "ComplianceDLPExchange",
        "14" => "SharePointSharingOperation",
        "15" => "AzureActiveDirectoryStsLogon",
        "18" => "SecurityComplianceCenterEOPCmdlet",
        "19" => "ExchangeAggregatedOperation",
        "20" => "PowerBIAudit",
        "21" => "CRM",
        "22" => "Yammer",
        "24" => "Discovery",
        "25" => "MicrosoftTeams",
        "28" => "ThreatIntelligence",
        "30" => "MicrosoftFlow",
        "32" => "MicrosoftStream",
        "36" => "SharePointListOperation",
        "37" => "SharePointCommentOperation",
        "40" => "SecurityComplianceAlerts",
        "54" => "SharePointListItemOperation",
        "55" => "SharePointContentTypeOperation",
        "56" => "SharePointFieldOperation",
        "57" => "MicrosoftTeamsAdmin",
        "59" => "MicrosoftTeamsDevice",
        "60" => "MicrosoftTeamsAnalytics",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_have_no_name() {
        for number in ["50", "5", "999", "", "x"] {
            assert_eq!(record_type(number), None, "{number}");
        }
        assert_eq!((record_type("6"), user_type("0"), logon_type("0")), (Some("SharePointFileOperation"), Some("Regular"), Some("Owner")));
        let table = documented::table("OfficeActivity").expect("a table");
        assert!(RENAMED.iter().all(|(_, to)| table.ty(to).is_some()));
    }
}
