//! Tables of Defender XDR: streamed, exported from hunting, exported from a device's timeline.

use lurcher_symbols::ScalarType;
use lurcher_symbols::values::datetime;

use crate::driver::{CsvReader, JsonReader, read_csv, read_json};
use crate::json::{Object, Value};
use crate::rows::{Cell, Output, Table};
use crate::tables::documented;
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: Defender = Defender;

/// See [`PAGE`].
pub(crate) struct Defender;

static PAGE: Page = Page {
    name: "defender",
    title: "Microsoft Defender XDR",
    summary: "Streamed events, exports of hunting queries and of a device's timeline become rows of `DeviceEvents`, \
`DeviceNetworkEvents`, `EmailEvents` and their siblings.",
    told_by: "a category `AdvancedHunting-…`, or a line of names that are columns of one of these tables",
    notes: "\
- Streamed: the table is the category's, the columns are the properties. `TimeGenerated` and `Timestamp` are the \
event's own time.
- Exported: the file's name tells the table if it is one; else the table that has all columns does; else each row's \
`ActionType` (`ConnectionSuccess` is of `DeviceNetworkEvents`), and what no action tells is of `DeviceEvents`. The \
suffixes that a union adds (`ReportId_long`) are taken away.
- Timeline: names lose their blanks, `Machine Id` is `DeviceId`, `Computer Name` is `DeviceName`, `Event Time` is UTC.
- A field of a dynamic column that is JSON in a text is that JSON. A property that is not documented is kept as a dynamic \
column; a column of an export that is not is noted.",
    options: &[],
    tables: &[],
    sources: &[
        "<https://learn.microsoft.com/defender-xdr/streaming-api>",
        "<https://learn.microsoft.com/defender-xdr/advanced-hunting-schema-tables>",
    ],
    example: Example {
        file: "stream.json",
        input: r#"{"time":"2026-01-15T10:11:13Z","tenantId":"t","operationName":"Publish","category":"AdvancedHunting-DeviceNetworkEvents","_TimeReceivedBySvc":"2026-01-15T10:11:12.9Z","properties":{"Timestamp":"2026-01-15T10:11:12.1234567Z","DeviceId":"d1","DeviceName":"ws1.harebell.example","ActionType":"ConnectionSuccess","RemoteIP":"198.51.100.7","RemotePort":443,"AdditionalFields":"{\"a\":1}","ReportId":71}}
"#,
        rows: r#"{"table":"DeviceNetworkEvents","ActionType":"ConnectionSuccess","AdditionalFields":{"a":1},"DeviceId":"d1","DeviceName":"ws1.harebell.example","RemoteIP":"198.51.100.7","RemotePort":443,"ReportId":71,"TimeGenerated":"2026-01-15T10:11:12.1234567Z","Timestamp":"2026-01-15T10:11:12.1234567Z"}"#,
    },
};

/// How categories begin.
const CATEGORY: &str = "AdvancedHunting-";

/// The tables that hunting queries are exported from.
const HUNTED: [&str; 8] = ["Device", "Email", "Identity", "CloudApp", "Alert", "Url", "Behavior", "AAD"];

impl Format for Defender {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let is_streamed = |object: &Object<'_>| object.text(&["category"]).starts_with(CATEGORY);
        if head.most_records(is_streamed) {
            return Some(Certainty::Certain);
        }
        let header = head.csv_header();
        let names: Vec<&str> = header.iter().map(String::as_str).collect();
        if is_timeline(&names) {
            return Some(Certainty::Certain);
        }
        let is_exported = names.contains(&"Timestamp") && names.len() >= 4 && !tables_of(&names).is_empty();
        is_exported.then_some(Certainty::Likely)
    }

    fn read(&self, mut input: Input, _options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        if input.begins_with_json()? {
            return read_json(&Streamed, input, out);
        }
        let stem = input.file_name().split('.').next().unwrap_or_default().to_owned();
        read_csv(&Exported { named: documented::table(&stem) }, input, out)
    }
}

struct Streamed;

impl JsonReader for Streamed {
    fn record(&self, record: &Object<'_>, _text: &str, out: &mut Output) -> Result<(), &'static str> {
        let category = record.text(&["category"]);
        let name = category.strip_prefix(CATEGORY).filter(|name| is_name(name)).ok_or("no event of Defender")?;
        let properties = record.get("properties").and_then(Value::object).ok_or("an event without properties")?;
        let declared = documented::table(name);
        let mut row = out.row_of(name, declared);
        let time = properties.get("Timestamp").or_else(|| record.get("time"));
        row.time(time.and_then(|time| datetime::parse(&time.text())));
        for (key, value) in properties.fields() {
            let ty = declared.and_then(|table| table.ty(key)).unwrap_or(ScalarType::Dynamic);
            row.json(key, ty, value);
        }
        Ok(())
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// The tables that have all columns of an export.
fn tables_of(names: &[&str]) -> Vec<&'static Table> {
    let has_all = |table: &&Table| names.iter().all(|name| column(table, name).is_some());
    let hunted = documented::ALL.iter().filter(|table| HUNTED.iter().any(|prefix| table.name().starts_with(prefix)));
    hunted.filter(has_all).collect()
}

/// The column of that name, without the suffix of a union.
fn column(table: &Table, name: &str) -> Option<(&'static str, ScalarType)> {
    table.column(name).or_else(|| {
        let (stem, suffix) = name.rsplit_once('_')?;
        ScalarType::parse(suffix).and_then(|_| table.column(stem))
    })
}

fn is_timeline(names: &[&str]) -> bool {
    ["Event Time", "Machine Id", "Action Type"].iter().all(|name| names.contains(name))
}

/// A timeline's name as the tables have it.
fn timeline_name(name: &str) -> String {
    match name {
        "Event Time" => "Timestamp".to_owned(),
        "Machine Id" => "DeviceId".to_owned(),
        "Computer Name" => "DeviceName".to_owned(),
        name => name.replace(' ', ""),
    }
}

struct Exported {
    /// The table that the file is named after.
    named: Option<&'static Table>,
}

/// What an export's header says.
struct Header {
    names: Vec<String>,
    /// The table of all rows, where it is known.
    table: Option<&'static Table>,
    time: Option<usize>,
    action: Option<usize>,
}

impl CsvReader for Exported {
    type Header = Header;

    fn header(&self, names: &[&str]) -> Header {
        let is_timeline = is_timeline(names);
        let names: Vec<String> = match is_timeline {
            true => names.iter().map(|name| timeline_name(name)).collect(),
            false => names.iter().map(|name| (*name).to_owned()).collect(),
        };
        let plain: Vec<&str> = names.iter().map(String::as_str).collect();
        let table = match tables_of(&plain).as_slice() {
            [only] if !is_timeline => Some(*only),
            _ => self.named,
        };
        let place = |wanted: &str| names.iter().position(|name| name == wanted);
        Header { table, time: place("Timestamp"), action: place("ActionType"), names }
    }

    fn record(&self, header: &Header, fields: &[&str], out: &mut Output) -> Result<(), &'static str> {
        let field = |place: Option<usize>| place.and_then(|at| fields.get(at)).copied().unwrap_or_default();
        let table = header.table.or_else(|| documented::table(table_of_action(field(header.action))));
        let table = table.ok_or("no table of Defender")?;
        let cells = header.names.iter().zip(fields).filter(|(_, value)| !value.is_empty());
        let cells: Vec<_> = cells.map(|(name, value)| (name, find(table, name), *value)).collect();
        for (name, column, _) in &cells {
            if column.is_none() {
                out.note_lost(name);
            }
        }
        let mut row = out.row(table);
        row.time(datetime::parse(field(header.time)));
        for (_, column, value) in cells {
            match column {
                Some((name, ScalarType::Dynamic)) if value.starts_with(['{', '[']) => {
                    row.set(name, Cell::Json(value));
                }
                Some((name, _)) => {
                    row.text(name, value);
                }
                None => {}
            }
        }
        Ok(())
    }
}

/// The column, whose letters a timeline may write in another case (`Sha1`).
fn find(table: &'static Table, name: &str) -> Option<(&'static str, ScalarType)> {
    column(table, name).or_else(|| {
        let found = table.columns().iter().find(|column| column.name.eq_ignore_ascii_case(name))?;
        table.column(&found.name)
    })
}

/// The table that has the events of an action.
fn table_of_action(action: &str) -> &'static str {
    match action {
        "InboundInternetScanInspected" | "ListeningConnectionCreated" | "NetworkSignatureInspected" => {
            "DeviceNetworkEvents"
        }
        "ProcessCreated" | "OpenProcess" => "DeviceProcessEvents",
        "FileCreated" | "FileModified" | "FileDeleted" | "FileRenamed" => "DeviceFileEvents",
        "ImageLoaded" => "DeviceImageLoadEvents",
        "LogonSuccess" | "LogonFailed" | "LogonAttempted" => "DeviceLogonEvents",
        _ if action.starts_with("RegistryKey") || action.starts_with("RegistryValue") => "DeviceRegistryEvents",
        _ if action.starts_with("Connection") || action.starts_with("InboundConnection") => "DeviceNetworkEvents",
        _ if action.ends_with("ConnectionInspected") => "DeviceNetworkEvents",
        _ => "DeviceEvents",
    }
}
