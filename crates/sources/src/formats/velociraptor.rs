//! Windows events as Velociraptor writes them.

use std::borrow::Cow;

use lurcher_symbols::values::datetime;

use crate::driver::read_json;
use crate::json::{Object, Value};
use crate::time::{epoch, from_epoch};
use crate::windows::{self, DialectReader, Event, Route, add_user_data, add_values, keywords, level_of, named_guid};
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: Velociraptor = Velociraptor;

/// See [`PAGE`].
pub(crate) struct Velociraptor;

static PAGE: Page = Page {
    name: "velociraptor",
    title: "Windows events by Velociraptor",
    summary: "Rows of Velociraptor's `parse_evtx` and of the artifacts that give whole events become the rows that the \
[event log](evtx.md) itself becomes.",
    told_by: "`System` with `Provider.Name` and `TimeCreated.SystemTime`, alone or in `Event`; or `EventTime`, `Channel`, \
`Provider`, `EventID` and `EventData` side by side (EvtxHunter)",
    notes: "\
- Attributes stand there as plain fields (`EventID.Value`), times are seconds since 1970 with a fraction: a double, whose \
last digits are of no event (up to 0.2 µs).
- GUIDs, which stand there bare and in capitals, get back their braces and small letters.
- Numbers that Windows writes in hexadecimal are whole numbers there. They are hexadecimal again where the event's \
description says so and the name tells: logon and handle identifiers, process identifiers of audits (but not those of the \
Windows Filtering Platform, nor `ClientProcessId`), `Status`, `SubStatus`, masks, options and types of tickets, Sysmon's \
`GrantedAccess`. Of other providers such numbers stay decimal.
- What Velociraptor adds (`_Source`, `OSPath`, the client's fields) is left out.",
    options: &windows::OPTIONS,
    tables: &windows::TABLES,
    sources: &[
        "<https://docs.velociraptor.app/vql_reference/parsers/parse_evtx/>",
        "<https://github.com/Velocidex/evtx>",
    ],
    example: Example {
        file: "Windows.EventLogs.Evtx.json",
        input: r#"{"System":{"Provider":{"Name":"Microsoft-Windows-Security-Auditing","Guid":"54849625-5478-4994-A5BA-3E3B0328C30D"},"EventID":{"Value":4625},"Version":0,"Level":0,"Task":12544,"Opcode":0,"Keywords":9227875636482146304,"TimeCreated":{"SystemTime":1768471872.125},"EventRecordID":76,"Correlation":{},"Execution":{"ProcessID":640,"ThreadID":88},"Channel":"Security","Computer":"ws1.harebell.example","Security":{}},"EventData":{"TargetUserName":"ada","TargetDomainName":"HAREBELL","Status":3221225581,"LogonType":3},"OSPath":"C:\\Windows\\System32\\winevt\\Logs\\Security.evtx"}
"#,
        rows: r#"{"table":"SecurityEvent","TimeGenerated":"2026-01-15T10:11:12.1250000Z","Account":"HAREBELL\\ada","Computer":"ws1.harebell.example","EventSourceName":"Microsoft-Windows-Security-Auditing","Channel":"Security","Task":12544,"Level":"0","EventID":4625,"Activity":"4625 - An account failed to log on.","EventRecordId":"76","Version":0,"Opcode":"0","Keywords":"0x8010000000000000","SystemProcessId":640,"SystemThreadId":88,"TargetAccount":"HAREBELL\\ada","LogonTypeName":"3 - Network","LogonType":3,"Status":"0xc000006d","TargetDomainName":"HAREBELL","TargetUserName":"ada","SourceSystem":"OpsManager"}"#,
    },
};

impl Format for Velociraptor {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        head.most_records(|object| system(object).is_some() || is_flat(object)).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_json(&DialectReader { route: Route::of(options), event }, input, out)
    }
}

fn event<'a>(record: &Object<'a>) -> Option<Event<'a>> {
    if is_flat(record) { flat(record) } else { nested(record) }
}

/// The object that has the header and the values: the record, or what is in its `Event`.
fn body<'a>(record: &Object<'a>) -> Object<'a> {
    record.get("Event").and_then(Value::object).unwrap_or_else(|| record.clone())
}

/// The header of an event.
fn system<'a>(record: &Object<'a>) -> Option<Object<'a>> {
    let system = body(record).get("System")?.object()?;
    let has = |path: &[&str]| system.at(path).is_some();
    (has(&["Provider", "Name"]) && has(&["TimeCreated", "SystemTime"])).then_some(system)
}

/// Whether the header's parts stand beside the values.
fn is_flat(record: &Object<'_>) -> bool {
    ["EventTime", "Channel", "Provider", "EventID", "EventData"].iter().all(|key| record.has(key))
}

fn nested<'a>(record: &Object<'a>) -> Option<Event<'a>> {
    let (system, body) = (system(record)?, body(record));
    let text = |path: &[&str]| system.text(path);
    let mut event = Event {
        provider: text(&["Provider", "Name"]),
        channel: text(&["Channel"]),
        computer: text(&["Computer"]),
        id: Some(system.long(&["EventID", "Value"]).or_else(|| system.long(&["EventID"]))?),
        version: system.long(&["Version"]),
        level: system.long(&["Level"]),
        task: system.long(&["Task"]),
        opcode: text(&["Opcode"]),
        keywords: keywords(&text(&["Keywords"])),
        record_id: text(&["EventRecordID"]),
        process_id: system.long(&["Execution", "ProcessID"]),
        thread_id: system.long(&["Execution", "ThreadID"]),
        user_id: text(&["Security", "UserID"]),
        correlation: text(&["Correlation", "ActivityID"]),
        time: time(&text(&["TimeCreated", "SystemTime"])),
        message: record.text(&["Message"]),
        ..Event::default()
    };
    add_data(&mut event, &body);
    Some(event)
}

fn flat<'a>(record: &Object<'a>) -> Option<Event<'a>> {
    let text = |key: &str| record.text(&[key]);
    let channel = text("Channel");
    let mut event = Event {
        provider: text("Provider"),
        computer: text("Computer"),
        id: Some(record.long(&["EventID"])?),
        level: level_of(&text("Level"), &channel),
        record_id: text("EventRecordID"),
        user_id: text("UserSID"),
        user_name: text("Username"),
        time: time(&text("EventTime")),
        message: text("Message"),
        channel,
        ..Event::default()
    };
    add_data(&mut event, record);
    Some(event)
}

/// A time in seconds since 1970, or as ISO 8601 has it.
fn time(text: &str) -> Option<i64> {
    if let Some((ticks, "")) = epoch(text) {
        return Some(ticks);
    }
    // Some encoders write a double with an exponent.
    let seconds = text.parse::<f64>().ok().filter(|seconds| (0.0..1e11).contains(seconds));
    let ticks = |seconds: f64| from_epoch(seconds as i64, (seconds.fract() * 1e7).round() as i64);
    seconds.and_then(ticks).or_else(|| datetime::parse(text))
}

fn add_data<'a>(event: &mut Event<'a>, body: &Object<'a>) {
    let inside = |key: &str| body.get(key).and_then(Value::object);
    if let Some(data) = inside("EventData") {
        add_values(event, &data);
    } else if let Some(data) = inside("UserData") {
        add_user_data(event, &data);
    }
    let (names, decimal) = (hexadecimal(event), decimal(event));
    for (name, value) in &mut event.data {
        if names.contains(&&**name)
            && !decimal.contains(&&**name)
            && let Ok(number) = value.parse::<i64>()
        {
            *value = Cow::Owned(format!("{number:#x}"));
        }
    }
    for value in event.data.iter_mut().map(|(_, value)| value).chain([&mut event.correlation]) {
        if let Some(guid) = named_guid(value) {
            *value = Cow::Owned(guid);
        }
    }
}

/// The values that Windows writes in hexadecimal.
fn hexadecimal(event: &Event<'_>) -> &'static [&'static str] {
    if event.is_sysmon() {
        &["GrantedAccess", "LogonId"]
    } else if event.channel.eq_ignore_ascii_case("Security") {
        &[
            "SubjectLogonId", "TargetLogonId", "TargetLinkedLogonId", "LogonId", "LogonID", "CallerLogonId", "Status",
            "SubStatus", "FailureCode", "ErrorCode", "ReturnCode", "ProcessId", "NewProcessId", "CallerProcessId",
            "TargetProcessId", "SourceProcessId", "HandleId", "SourceHandleId", "TargetHandleId",
            "AccessMask", "TicketOptions", "TicketEncryptionType", "OldUacValue", "NewUacValue",
        ]
    } else {
        &[]
    }
}

/// Of these the values that this event has in decimal all the same.
fn decimal(event: &Event<'_>) -> &'static [&'static str] {
    match event.id {
        // The Windows Filtering Platform's: what it did with packets, and changes of its rules.
        Some(5_150..=5_159 | 5_446..=5_450) => &["ProcessId"],
        _ => &[],
    }
}
