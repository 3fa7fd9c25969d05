//! Windows events as EvtxECmd writes them, which KAPE runs.

use std::borrow::Cow;

use lurcher_symbols::values::datetime;

use crate::driver::{CsvReader, JsonReader, read_csv, read_json};
use crate::json::{Object, Value};
use crate::rows::Output;
use crate::windows::{self, Event, Route, add_user_data, audit_keywords, level_of};
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: EvtxECmd = EvtxECmd;

/// See [`PAGE`].
pub(crate) struct EvtxECmd;

static PAGE: Page = Page {
    name: "evtxecmd",
    title: "Windows events by EvtxECmd (KAPE)",
    summary: "Events that EvtxECmd wrote as JSON or CSV become the rows that the [event log](evtx.md) itself becomes.",
    told_by: "`Payload`, `EventId`, `Provider` and `Channel`, as keys of JSON or names of columns",
    notes: "\
- All values are in `Payload`; what EvtxECmd's maps made of them (`PayloadData1` …) is left out.
- The level is a word there and becomes a number again; so do the keywords of audits.",
    options: &windows::OPTIONS,
    tables: &windows::TABLES,
    sources: &["<https://github.com/EricZimmerman/evtx>"],
    example: Example {
        file: "EvtxECmd_Output.json",
        input: r##"{"MapDescription":"Process exited","ChunkNumber":0,"Computer":"ws1.harebell.example","Payload":"{\"EventData\":{\"Data\":[{\"@Name\":\"SubjectUserSid\",\"#text\":\"S-1-5-18\"},{\"@Name\":\"Status\",\"#text\":\"0x0\"}]}}","Channel":"Security","Provider":"Microsoft-Windows-Security-Auditing","EventId":4689,"EventRecordId":"74","ProcessId":4,"ThreadId":88,"Level":"LogAlways","Keywords":"Audit success","SourceFile":"C:\\triage\\Security.evtx","TimeCreated":"2026-01-15T10:11:12.1234567+00:00","RecordNumber":1}
"##,
        rows: r#"{"table":"SecurityEvent","TimeGenerated":"2026-01-15T10:11:12.1234567Z","Computer":"ws1.harebell.example","EventSourceName":"Microsoft-Windows-Security-Auditing","Channel":"Security","Level":"0","EventID":4689,"Activity":"4689 - A process has exited.","EventData":"<EventData xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\r\n  <Data Name=\"SubjectUserSid\">S-1-5-18</Data>\r\n  <Data Name=\"Status\">0x0</Data>\r\n</EventData>","EventRecordId":"74","Keywords":"0x8020000000000000","SystemProcessId":4,"SystemThreadId":88,"Status":"0x0","SubjectUserSid":"S-1-5-18","SourceSystem":"OpsManager"}"#,
    },
};

const KEYS: [&str; 4] = ["Payload", "EventId", "Provider", "Channel"];

impl Format for EvtxECmd {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let header = head.csv_header();
        let is_one = KEYS.iter().all(|key| header.iter().any(|name| name == key))
            || head.most_records(|object| KEYS.iter().all(|key| object.has(key)));
        is_one.then_some(Certainty::Certain)
    }

    fn read(&self, mut input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        let reader = Reader { route: Route::of(options) };
        if input.begins_with_json()? { read_json(&reader, input, out) } else { read_csv(&reader, input, out) }
    }
}

struct Reader {
    route: Route,
}

impl JsonReader for Reader {
    fn record(&self, record: &Object<'_>, _text: &str, out: &mut Output) -> Result<(), &'static str> {
        self.write(|name| record.text(&[name]), out)
    }
}

impl CsvReader for Reader {
    type Header = Vec<String>;

    fn header(&self, names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn record(&self, header: &Vec<String>, fields: &[&str], out: &mut Output) -> Result<(), &'static str> {
        let field = |name: &str| header.iter().position(|n| n == name).and_then(|at| fields.get(at)).copied();
        self.write(|name| Cow::Borrowed(field(name).unwrap_or_default()), out)
    }
}

impl Reader {
    fn write<'a>(&self, field: impl Fn(&str) -> Cow<'a, str>, out: &mut Output) -> Result<(), &'static str> {
        let channel = field("Channel");
        let payload = field("Payload");
        let mut event = Event {
            provider: field("Provider"),
            computer: field("Computer"),
            id: Some(field("EventId").parse().map_err(|_| "no event in the record")?),
            level: level_of(&field("Level"), &channel),
            keywords: Cow::Owned(audit_keywords(&field("Keywords")).into_owned()),
            record_id: field("EventRecordId"),
            process_id: field("ProcessId").parse().ok(),
            thread_id: field("ThreadId").parse().ok(),
            user_id: field("UserId"),
            time: datetime::parse(&field("TimeCreated")),
            channel,
            ..Event::default()
        };
        if !payload.is_empty() {
            let payload = Object::parse(&payload).map_err(|_| "a payload that is no JSON")?;
            if let Some(data) = payload.get("EventData").and_then(Value::object) {
                add_data(&mut event, &data);
            } else if let Some(data) = payload.get("UserData").and_then(Value::object) {
                add_user_data(&mut event, &data);
            }
            self.route.write(&event, out);
            return Ok(());
        }
        self.route.write(&event, out);
        Ok(())
    }
}

/// Adds `Data`: one or several, with a name or without.
fn add_data<'a>(event: &mut Event<'a>, data: &Object<'a>) {
    for (key, value) in data.fields() {
        if key.starts_with('@') {
            continue;
        }
        for value in value.elements().unwrap_or_else(|| vec![value]) {
            let object = value.object();
            let name = object.as_ref().map(|o| o.text(&["@Name"])).unwrap_or_default();
            let name = if name.is_empty() && key != "Data" { Cow::Owned(key.to_owned()) } else { name };
            let text = object.map_or_else(|| value.text(), |o| o.text(&["#text"]));
            event.data.push((name, text));
        }
    }
}
