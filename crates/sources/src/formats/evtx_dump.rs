//! Events as JSON, as evtx_dump and libraries of its kind write them.

use std::borrow::Cow;

use lurcher_symbols::values::datetime;

use crate::driver::{JsonReader, read_json};
use crate::json::{Object, Value};
use crate::rows::Output;
use crate::windows::{self, Event, Route, add_user_data, add_values, is_numbering, named_guid};
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: EvtxDump = EvtxDump;

/// See [`PAGE`].
pub(crate) struct EvtxDump;

static PAGE: Page = Page {
    name: "evtx_dump",
    title: "Windows events as JSON (evtx_dump)",
    summary: "Events as evtx_dump writes them become the rows that the [event log](evtx.md) itself becomes.",
    told_by: "`Event.System` with `#attributes` or `…_attributes`",
    notes: "\
- With `--separate-json-attributes` or without, in lines, in an array, or with `Record 7` between records.
- Numbers and truth values become the text that Windows has. What was written in hexadecimal (`0x3e7`) is text in JSON \
too.
- GUIDs that versions before 0.15 write bare and in capitals get back their braces and small letters.",
    options: &windows::OPTIONS,
    tables: &windows::TABLES,
    sources: &["<https://github.com/omerbenamram/evtx>"],
    example: Example {
        file: "security.jsonl",
        input: r##"{"Event":{"#attributes":{"xmlns":"http://schemas.microsoft.com/win/2004/08/events/event"},"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Security-Auditing","Guid":"54849625-5478-4994-A5BA-3E3B0328C30D"}},"EventID":5156,"Version":1,"Level":0,"Task":12810,"Opcode":0,"Keywords":"0x8020000000000000","TimeCreated":{"#attributes":{"SystemTime":"2026-01-15T10:11:12.123456Z"}},"EventRecordID":71,"Correlation":null,"Execution":{"#attributes":{"ProcessID":4,"ThreadID":88}},"Channel":"Security","Computer":"ws1.harebell.example","Security":null},"EventData":{"ProcessID":3936,"Application":"\\device\\harddiskvolume2\\app.exe","Direction":"%%14592","SourceAddress":"10.1.2.3"}}}
"##,
        rows: r#"{"table":"SecurityEvent","TimeGenerated":"2026-01-15T10:11:12.1234560Z","Computer":"ws1.harebell.example","EventSourceName":"Microsoft-Windows-Security-Auditing","Channel":"Security","Task":12810,"Level":"0","EventID":5156,"Activity":"5156 - The Windows Filtering Platform has allowed a connection.","EventData":"<EventData xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\r\n  <Data Name=\"ProcessID\">3936</Data>\r\n  <Data Name=\"Application\">\\device\\harddiskvolume2\\app.exe</Data>\r\n  <Data Name=\"Direction\">%%14592</Data>\r\n  <Data Name=\"SourceAddress\">10.1.2.3</Data>\r\n</EventData>","EventRecordId":"71","Version":1,"Opcode":"0","Keywords":"0x8020000000000000","SystemProcessId":4,"SystemThreadId":88,"SourceSystem":"OpsManager"}"#,
    },
};

impl Format for EvtxDump {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        head.most_records(|object| system(object).is_some()).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_json(&Reader { route: Route::of(options) }, input, out)
    }
}

struct Reader {
    route: Route,
}

impl JsonReader for Reader {
    fn is_separator(&self, text: &str) -> bool {
        is_numbering(text)
    }

    fn record(&self, record: &Object<'_>, _text: &str, out: &mut Output) -> Result<(), &'static str> {
        let event = event(record).ok_or("no event in the JSON")?;
        self.route.write(&event, out);
        Ok(())
    }
}

/// The header of an event.
fn system<'a>(record: &Object<'a>) -> Option<Object<'a>> {
    let system = record.at(&["Event", "System"])?.object()?;
    let has_attributes = attribute(&system, "Provider", "Name").is_some();
    has_attributes.then_some(system)
}

/// An attribute of an element, in either way of writing them.
fn attribute<'a>(system: &Object<'a>, element: &str, name: &str) -> Option<Value<'a>> {
    system
        .at(&[element, "#attributes", name])
        .or_else(|| system.at(&[format!("{element}_attributes").as_str(), name]))
}

fn event<'a>(record: &Object<'a>) -> Option<Event<'a>> {
    let system = system(record)?;
    let text = |element: &str| system.text(&[element]);
    let attribute_text =
        |element: &str, name: &str| attribute(&system, element, name).map(Value::text).unwrap_or_default();
    let mut event = Event {
        provider: attribute_text("Provider", "Name"),
        channel: text("Channel"),
        computer: text("Computer"),
        // An object where it has qualifiers.
        id: Some(system.long(&["EventID", "#text"]).or_else(|| system.long(&["EventID"]))?),
        version: system.long(&["Version"]),
        level: system.long(&["Level"]),
        task: system.long(&["Task"]),
        opcode: text("Opcode"),
        keywords: text("Keywords"),
        record_id: text("EventRecordID"),
        process_id: attribute(&system, "Execution", "ProcessID").and_then(Value::long),
        thread_id: attribute(&system, "Execution", "ThreadID").and_then(Value::long),
        user_id: attribute_text("Security", "UserID"),
        correlation: attribute_text("Correlation", "ActivityID"),
        time: datetime::parse(&attribute_text("TimeCreated", "SystemTime")),
        message: record.text(&["Event", "RenderingInfo", "Message"]),
        ..Event::default()
    };
    if let Some(data) = record.at(&["Event", "EventData"]).and_then(Value::object) {
        add_values(&mut event, &data);
    } else if let Some(data) = record.at(&["Event", "UserData"]).and_then(Value::object) {
        add_user_data(&mut event, &data);
    }
    for value in event.data.iter_mut().map(|(_, value)| value).chain([&mut event.correlation]) {
        if let Some(guid) = named_guid(value) {
            *value = Cow::Owned(guid);
        }
    }
    Some(event)
}
