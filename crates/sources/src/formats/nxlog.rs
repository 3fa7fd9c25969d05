//! Windows events as NXLog writes them.

use std::borrow::Cow;

use crate::driver::{JsonReader, read_json};
use crate::json::{Object, Value};
use crate::rows::Output;
use crate::time::{Zone, leading};
use crate::windows::{self, Event, Route, keywords, level_of};
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: NxLog = NxLog;

/// See [`PAGE`].
pub(crate) struct NxLog;

static PAGE: Page = Page {
    name: "nxlog",
    title: "Windows events by NXLog",
    summary: "Events that NXLog wrote as JSON become the rows that the [event log](evtx.md) itself becomes.",
    told_by: "`SourceModuleName` beside `EventID` and `Channel`",
    notes: "\
- `EventTime` is the machine's local time without a zone: `--timezone` says which, and it is taken for UTC otherwise.
- The header and the event's own values stand on one level: what NXLog documents as a field of its own is header.
- Keywords, a signed number there, are the hexadecimal of Windows again.",
    options: &windows::OPTIONS,
    tables: &windows::TABLES,
    sources: &["<https://docs.nxlog.co/refman/current/im/msvistalog.html>"],
    example: Example {
        file: "nxlog.json",
        input: r#"{"EventTime":"2026-01-15 10:11:12","Hostname":"ws1.harebell.example","Keywords":-9214364837600034816,"EventType":"AUDIT_SUCCESS","SeverityValue":2,"Severity":"INFO","EventID":4689,"SourceName":"Microsoft-Windows-Security-Auditing","ProviderGuid":"{54849625-5478-4994-A5BA-3E3B0328C30D}","Version":0,"Task":13313,"OpcodeValue":0,"RecordNumber":73,"ExecutionProcessID":4,"ExecutionThreadID":88,"Channel":"Security","Message":"A process has exited.","Category":"Process Termination","Opcode":"Info","SubjectUserSid":"S-1-5-18","SubjectUserName":"WS1$","SubjectDomainName":"HAREBELL","Status":"0x0","ProcessName":"C:\\Windows\\app.exe","EventReceivedTime":"2026-01-15 10:11:13","SourceModuleName":"eventlog","SourceModuleType":"im_msvistalog"}
"#,
        rows: r#"{"table":"SecurityEvent","TimeGenerated":"2026-01-15T10:11:12.0000000Z","Account":"HAREBELL\\WS1$","AccountType":"Machine","Computer":"ws1.harebell.example","EventSourceName":"Microsoft-Windows-Security-Auditing","Channel":"Security","Task":13313,"Level":"0","EventID":4689,"Activity":"4689 - A process has exited.","EventData":"<EventData xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\r\n  <Data Name=\"SubjectUserSid\">S-1-5-18</Data>\r\n  <Data Name=\"SubjectUserName\">WS1$</Data>\r\n  <Data Name=\"SubjectDomainName\">HAREBELL</Data>\r\n  <Data Name=\"Status\">0x0</Data>\r\n  <Data Name=\"ProcessName\">C:\\Windows\\app.exe</Data>\r\n</EventData>","EventRecordId":"73","Version":0,"Opcode":"0","Keywords":"0x8020000000000000","SystemProcessId":4,"SystemThreadId":88,"SubjectAccount":"HAREBELL\\WS1$","Process":"app.exe","ProcessName":"C:\\Windows\\app.exe","Status":"0x0","SubjectDomainName":"HAREBELL","SubjectUserName":"WS1$","SubjectUserSid":"S-1-5-18","SourceSystem":"OpsManager"}"#,
    },
};

/// What NXLog, and Logstash behind it, add to the event's own values.
const HEADER: [&str; 35] = [
    "EventTime", "Hostname", "Keywords", "EventType", "SeverityValue", "Severity", "EventID", "SourceName",
    "ProviderGuid", "Version", "Task", "OpcodeValue", "RecordNumber", "ActivityID", "RelatedActivityID",
    "ExecutionProcessID", "ExecutionThreadID", "Channel", "Message", "Category", "Opcode", "Domain", "AccountName",
    "UserID", "AccountType", "EventReceivedTime", "SourceModuleName", "SourceModuleType", "EventXML", "Level", "host",
    "port", "tags", "@timestamp", "@version",
];

impl Format for NxLog {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let keys = ["SourceModuleName", "EventID", "Channel"];
        head.most_records(|object| keys.iter().all(|key| object.has(key))).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_json(&Reader { route: Route::of(options), zone: options.zone() }, input, out)
    }
}

struct Reader {
    route: Route,
    zone: Zone,
}

impl JsonReader for Reader {
    fn record(&self, record: &Object<'_>, _text: &str, out: &mut Output) -> Result<(), &'static str> {
        let event = event(record, self.zone).ok_or("no event in the JSON")?;
        self.route.write(&event, out);
        Ok(())
    }
}

fn event<'a>(record: &Object<'a>, zone: Zone) -> Option<Event<'a>> {
    let text = |key: &str| record.text(&[key]);
    let kind = text("EventType");
    let is_audit = kind.starts_with("AUDIT_");
    let opcode = record.get("OpcodeValue").map_or_else(|| text("Opcode"), Value::text);
    let domain = text("Domain");
    let mut event = Event {
        provider: text("SourceName"),
        channel: text("Channel"),
        computer: text("Hostname"),
        id: Some(record.long(&["EventID"])?),
        version: record.long(&["Version"]),
        level: if is_audit { Some(0) } else { level_of(&text("Severity"), "") },
        task: record.long(&["Task"]),
        opcode,
        keywords: keywords(&text("Keywords")),
        record_id: text("RecordNumber"),
        process_id: record.long(&["ExecutionProcessID"]),
        thread_id: record.long(&["ExecutionThreadID"]),
        user_id: text("UserID"),
        user_name: match text("AccountName") {
            name if name.is_empty() || domain.is_empty() => name,
            name => Cow::Owned(format!("{domain}\\{name}")),
        },
        correlation: text("ActivityID"),
        time: leading(&text("EventTime")).and_then(|(stamp, _)| stamp.ticks(zone, None)),
        message: text("Message"),
        ..Event::default()
    };
    let own = record.fields().filter(|(name, _)| !HEADER.contains(name));
    // An event of Sysmon has an `EventType` of its own, which takes the header's place.
    let own_type = record.get("EventType").filter(|_| event.is_sysmon() && !kind_of_log(&kind));
    event.data = own.map(|(name, value)| (Cow::Owned(name.to_owned()), value.text())).collect();
    event.data.extend(own_type.map(|value| ("EventType".into(), value.text())));
    Some(event)
}

fn kind_of_log(kind: &str) -> bool {
    matches!(kind, "CRITICAL" | "ERROR" | "AUDIT_FAILURE" | "AUDIT_SUCCESS" | "INFO" | "WARNING" | "VERBOSE")
}
