//! Findings of Amazon GuardDuty.

use std::slice;

use lurcher_symbols::ScalarType;
use lurcher_symbols::values::datetime;

use crate::driver::{JsonReader, read_json};
use crate::json::{Object, Value};
use crate::rows::{Cell, Output, Row, Table};
use crate::tables::documented;
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError, lost};

/// The format.
pub(crate) static FORMAT: GuardDuty = GuardDuty;

/// See [`PAGE`].
pub(crate) struct GuardDuty;

/// The table.
static TABLE: &Table = documented::named("AWSGuardDuty");

static PAGE: Page = Page {
    name: "guardduty",
    title: "Amazon GuardDuty",
    summary: "Findings of GuardDuty, exported to S3, from EventBridge or from `aws guardduty get-findings`, become rows of \
`AWSGuardDuty`.",
    told_by: "`schemaVersion`, `type`, `service` and `resource`, whatever the case of their first letter, alone or in `detail`",
    notes: "\
- `TimeGenerated` is when the finding was last updated, `TimeCreated` when it was made.
- `ActivityType` is `type`, `ResourceDetails` is `resource`, `ServiceDetails` is `service`.
- `Severity` is an int there: of 7.2 it is 7.
- `get-findings` writes names with a capital (`AccountId`), also inside of what is nested, which stays as it is written.",
    options: &[],
    tables: &[documented::named("AWSGuardDuty")],
    sources: &[
        "<https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-summary.html>",
        "<https://learn.microsoft.com/azure/azure-monitor/reference/tables/awsguardduty>",
    ],
    example: Example {
        file: "findings.jsonl",
        input: r#"{"schemaVersion":"2.0","accountId":"111122223333","region":"eu-central-1","partition":"aws","id":"f-1","arn":"arn:aws:guardduty:eu-central-1:111122223333:detector/d/finding/f-1","type":"Recon:EC2/PortProbeUnprotectedPort","resource":{"resourceType":"Instance"},"service":{"count":3},"severity":2.5,"createdAt":"2026-01-15T10:00:00.000Z","updatedAt":"2026-01-15T10:11:12.000Z","title":"A port is probed","description":"x"}
"#,
        rows: r#"{"table":"AWSGuardDuty","AccountId":"111122223333","ActivityType":"Recon:EC2/PortProbeUnprotectedPort","Arn":"arn:aws:guardduty:eu-central-1:111122223333:detector/d/finding/f-1","Description":"x","Id":"f-1","Partition":"aws","Region":"eu-central-1","ResourceDetails":{"resourceType":"Instance"},"SchemaVersion":"2.0","ServiceDetails":{"count":3},"Severity":2,"TimeCreated":"2026-01-15T10:00:00.0000000Z","TimeGenerated":"2026-01-15T10:11:12.0000000Z","Title":"A port is probed"}"#,
    },
};

/// The column of each field.
const COLUMNS: [(&str, &str); 12] = [
    ("accountId", "AccountId"),
    ("type", "ActivityType"),
    ("arn", "Arn"),
    ("description", "Description"),
    ("id", "Id"),
    ("partition", "Partition"),
    ("region", "Region"),
    ("resource", "ResourceDetails"),
    ("schemaVersion", "SchemaVersion"),
    ("service", "ServiceDetails"),
    ("createdAt", "TimeCreated"),
    ("title", "Title"),
];

/// Fields that are read otherwise.
const OTHER: [&str; 2] = ["severity", "updatedAt"];

impl Format for GuardDuty {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        head.most_records(|object| finding(object).is_some()).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, _options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_json(&Reader, input, out)
    }
}

struct Reader;

impl JsonReader for Reader {
    fn record(&self, record: &Object<'_>, _text: &str, out: &mut Output) -> Result<(), &'static str> {
        let finding = finding(record).ok_or("no finding of GuardDuty")?;
        let taken = COLUMNS.iter().map(|(field, _)| field).chain(&OTHER);
        lost::note(&finding, "", taken.map(slice::from_ref), str::eq_ignore_ascii_case, out);
        let mut row = out.row(TABLE);
        row.time(field(&finding, "updatedAt").and_then(|time| datetime::parse(&time.text())));
        for (key, column) in COLUMNS {
            if let Some(value) = field(&finding, key) {
                row.json(column, TABLE.ty(column).unwrap_or(ScalarType::String), value);
            }
        }
        if let Some(severity) = field(&finding, "severity") {
            set_severity(&mut row, severity);
        }
        Ok(())
    }
}

/// The finding that a record is, or that is inside of an event of EventBridge.
fn finding<'a>(record: &Object<'a>) -> Option<Object<'a>> {
    let is_one = |object: &Object<'a>| ["schemaVersion", "type", "service", "resource"].iter().all(|k| field(object, k).is_some());
    if is_one(record) {
        return Some(record.clone());
    }
    record.get("detail").and_then(Value::object).filter(is_one)
}

/// A field, whatever the case of its letters.
fn field<'a>(object: &Object<'a>, name: &str) -> Option<Value<'a>> {
    let found = object.fields().find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value).filter(|value| !value.is_null())
}

/// Sets the whole part of a severity.
fn set_severity(row: &mut Row<'_>, value: Value<'_>) {
    let text = value.text();
    match text.parse::<f64>() {
        Ok(number) => row.set("Severity", Cell::Long(number as i64)),
        Err(_) => row.set("Severity", Cell::Text(&text)),
    };
}
