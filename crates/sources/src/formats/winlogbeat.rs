//! Windows events as Winlogbeat writes them.

use std::borrow::Cow;

use lurcher_symbols::values::datetime;

use crate::driver::read_json;
use crate::json::{Object, Value};
use crate::windows::{self, DialectReader, Event, Route, add_user_data, add_values, audit_keywords, level_of};
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: Winlogbeat = Winlogbeat;

/// See [`PAGE`].
pub(crate) struct Winlogbeat;

static PAGE: Page = Page {
    name: "winlogbeat",
    title: "Windows events by Winlogbeat",
    summary: "Events that Winlogbeat wrote to files become the rows that the [event log](evtx.md) itself becomes.",
    told_by: "`winlog` with `event_id` and `channel` (version 7 and later), or `event_id`, `log_name` and `event_data` \
at the top (version 6)",
    notes: "\
- Winlogbeat writes words for the level, the task, the opcode and the keywords. Level and the keywords of audits become \
numbers again; a task that is a word is left out.
- What an Elastic module moved to `process`, `user` or `source` and took from `event_data` is not moved back.",
    options: &windows::OPTIONS,
    tables: &windows::TABLES,
    sources: &["<https://www.elastic.co/guide/en/beats/winlogbeat/current/exported-fields-winlog.html>"],
    example: Example {
        file: "winlogbeat.ndjson",
        input: r#"{"@timestamp":"2026-01-15T10:11:12.123Z","event":{"code":"4634","created":"2026-01-15T10:11:13Z"},"log":{"level":"information"},"message":"An account was logged off.","winlog":{"event_id":"4634","channel":"Security","provider_name":"Microsoft-Windows-Security-Auditing","computer_name":"ws1.harebell.example","record_id":72,"task":"Logoff","opcode":"Info","keywords":["Audit Success"],"process":{"pid":640,"thread":{"id":88}},"event_data":{"TargetUserName":"ada","TargetDomainName":"HAREBELL","TargetUserSid":"S-1-5-21-1-2-3-1104","TargetLogonId":"0x8f0","LogonType":"3"}}}
"#,
        rows: r#"{"table":"SecurityEvent","TimeGenerated":"2026-01-15T10:11:12.1230000Z","Account":"HAREBELL\\ada","AccountType":"User","Computer":"ws1.harebell.example","EventSourceName":"Microsoft-Windows-Security-Auditing","Channel":"Security","Level":"0","EventID":4634,"Activity":"4634 - An account was logged off.","EventData":"<EventData xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\r\n  <Data Name=\"TargetUserName\">ada</Data>\r\n  <Data Name=\"TargetDomainName\">HAREBELL</Data>\r\n  <Data Name=\"TargetUserSid\">S-1-5-21-1-2-3-1104</Data>\r\n  <Data Name=\"TargetLogonId\">0x8f0</Data>\r\n  <Data Name=\"LogonType\">3</Data>\r\n</EventData>","EventRecordId":"72","Opcode":"0","Keywords":"0x8020000000000000","SystemProcessId":640,"SystemThreadId":88,"TargetAccount":"HAREBELL\\ada","LogonTypeName":"3 - Network","LogonType":3,"TargetDomainName":"HAREBELL","TargetLogonId":"0x8f0","TargetUserName":"ada","TargetUserSid":"S-1-5-21-1-2-3-1104","SourceSystem":"OpsManager"}"#,
    },
};

impl Format for Winlogbeat {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let is_one = |object: &Object<'_>| {
            object.at(&["winlog", "event_id"]).is_some() && object.at(&["winlog", "channel"]).is_some()
                || ["event_id", "log_name", "computer_name"].iter().all(|key| object.has(key))
        };
        head.most_records(is_one).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_json(&DialectReader { route: Route::of(options), event }, input, out)
    }
}

fn event<'a>(record: &Object<'a>) -> Option<Event<'a>> {
    match record.get("winlog").and_then(Value::object) {
        Some(winlog) => named(record, &winlog, &NEW),
        None => named(record, record, &OLD),
    }
}

/// Where each version has what.
struct Names {
    channel: &'static str,
    provider: &'static str,
    record_id: &'static str,
    process_id: &'static [&'static str],
    thread_id: &'static [&'static str],
    /// From the top.
    level: &'static [&'static str],
}

static NEW: Names = Names {
    channel: "channel",
    provider: "provider_name",
    record_id: "record_id",
    process_id: &["process", "pid"],
    thread_id: &["process", "thread", "id"],
    level: &["log", "level"],
};

static OLD: Names = Names {
    channel: "log_name",
    provider: "source_name",
    record_id: "record_number",
    process_id: &["process_id"],
    thread_id: &["thread_id"],
    level: &["level"],
};

fn named<'a>(record: &Object<'a>, winlog: &Object<'a>, names: &Names) -> Option<Event<'a>> {
    let text = |path: &[&str]| winlog.text(path);
    let channel = text(&[names.channel]);
    let keywords = winlog.get("keywords").and_then(Value::elements).unwrap_or_default();
    let keywords = keywords.iter().map(|word| word.text()).collect::<Vec<_>>().join(", ");
    let opcode = text(&["opcode"]);
    let mut event = Event {
        provider: text(&[names.provider]),
        computer: text(&["computer_name"]),
        id: Some(winlog.long(&["event_id"])?),
        version: winlog.long(&["version"]),
        level: level_of(&record.text(names.level), &channel),
        task: winlog.long(&["task"]),
        opcode: if opcode == "Info" { "0".into() } else { opcode },
        keywords: Cow::Owned(audit_keywords(&keywords).into_owned()),
        record_id: text(&[names.record_id]),
        process_id: winlog.long(names.process_id),
        thread_id: winlog.long(names.thread_id),
        user_id: text(&["user", "identifier"]),
        user_name: user_name(winlog),
        correlation: text(&["activity_id"]),
        time: datetime::parse(&record.text(&["@timestamp"])),
        message: record.text(&["message"]),
        channel,
        ..Event::default()
    };
    if let Some(data) = winlog.get("event_data").and_then(Value::object) {
        add_values(&mut event, &data);
        // It numbers values that have no name.
        for (name, _) in &mut event.data {
            let is_unnamed = name.strip_prefix("param").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
            if is_unnamed {
                *name = "".into();
            }
        }
    } else if let Some(data) = winlog.get("user_data").and_then(Value::object) {
        add_user_data(&mut event, &data);
    }
    Some(event)
}

fn user_name<'a>(winlog: &Object<'a>) -> Cow<'a, str> {
    let (domain, name) = (winlog.text(&["user", "domain"]), winlog.text(&["user", "name"]));
    if domain.is_empty() || name.is_empty() { name } else { Cow::Owned(format!("{domain}\\{name}")) }
}
