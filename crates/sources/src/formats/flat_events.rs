//! Windows events as flat JSON, header and values on one level, as the Security Datasets have them.

use std::borrow::Cow;

use lurcher_symbols::values::datetime;

use crate::driver::read_json;
use crate::json::Object;
use crate::windows::{self, DialectReader, Event, Route, level_of};
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: FlatEvents = FlatEvents;

/// See [`PAGE`].
pub(crate) struct FlatEvents;

static PAGE: Page = Page {
    name: "flat_events",
    title: "Windows events as flat JSON (OTRF Security Datasets)",
    summary: "Events whose header and values stand on one level become the rows that the [event log](evtx.md) itself \
becomes.",
    told_by: "`EventID`, `Hostname` and `TimeCreated`, with `SourceName` or `Channel`",
    notes: "\
- Everything that is not of the header is a value of the event, in the order of the object: that of the event itself is \
lost, and so is the order in `EventData`.
- `Message` becomes `RenderedDescription` of `Event`; `SecurityEvent` and `WindowsEvent` have no column for it.
- Where no `SourceName` says who wrote an event, `Source` does, or else the channel: `Security` is the system's own \
audit, and `Microsoft-Windows-Sysmon/Operational` that of `Microsoft-Windows-Sysmon`.",
    options: &windows::OPTIONS,
    tables: &windows::TABLES,
    sources: &["<https://github.com/OTRF/Security-Datasets>"],
    example: Example {
        file: "datasets.json",
        input: r#"{"@timestamp":"2026-01-15T10:11:12.123Z","TimeCreated":"2026-01-15T10:11:12.123Z","ProviderGuid":"{5770385f-c22a-43e0-bf4c-06f5698ffbd9}","Level":"4","Channel":"Microsoft-Windows-Sysmon/Operational","Task":"5","SourceName":"Microsoft-Windows-Sysmon","Hostname":"WS1","EventID":5,"Keywords":"0x8000000000000000","Message":"Process terminated","RuleName":"-","UtcTime":"2026-01-15 10:11:12.120","Image":"C:\\Windows\\app.exe"}
"#,
        rows: r#"{"table":"Event","TimeGenerated":"2026-01-15T10:11:12.1230000Z","Source":"Microsoft-Windows-Sysmon","EventLog":"Microsoft-Windows-Sysmon/Operational","Computer":"WS1","EventCategory":5,"EventLevel":4,"EventLevelName":"Information","UserName":"N/A","ParameterXml":"<Param>-</Param><Param>2026-01-15 10:11:12.120</Param><Param>C:\\Windows\\app.exe</Param>","EventData":"<DataItem type=\"System.XmlData\" time=\"2026-01-15T10:11:12.1230000Z\" sourceHealthServiceId=\"00000000-0000-0000-0000-000000000000\"><EventData xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\"><Data Name=\"RuleName\">-</Data><Data Name=\"UtcTime\">2026-01-15 10:11:12.120</Data><Data Name=\"Image\">C:\\Windows\\app.exe</Data></EventData></DataItem>","EventID":5,"RenderedDescription":"Process terminated","SourceSystem":"OpsManager"}"#,
    },
};

/// The header, and what Logstash adds.
const HEADER: [&str; 20] = [
    "SourceName", "Hostname", "TimeCreated", "EventID", "Channel", "Level", "Task", "Keywords", "Opcode", "Version",
    "ProviderGuid", "Message", "EventRecordID", "RecordNumber", "@timestamp", "@version", "host", "tags", "port",
    "UserID",
];

impl Format for FlatEvents {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let is_event = |object: &Object<'_>| {
            ["Hostname", "TimeCreated", "EventID"].iter().all(|key| object.has(key))
                && (object.has("SourceName") || object.has("Channel"))
        };
        head.most_records(is_event).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_json(&DialectReader { route: Route::of(options), event }, input, out)
    }
}

fn event<'a>(record: &Object<'a>) -> Option<Event<'a>> {
    let text = |key: &str| record.text(&[key]);
    let channel = text("Channel");
    let provider = provider(record, &channel);
    let is_provider = |name: &str| name == "Source" && !record.has("SourceName");
    let own = record.fields().filter(|(name, _)| !HEADER.contains(name) && !is_provider(name));
    Some(Event {
        provider,
        computer: text("Hostname"),
        id: Some(record.long(&["EventID"])?),
        version: record.long(&["Version"]),
        level: level_of(&text("Level"), &channel),
        task: record.long(&["Task"]),
        opcode: text("Opcode"),
        keywords: text("Keywords"),
        record_id: record.get("EventRecordID").or_else(|| record.get("RecordNumber")).map(|v| v.text()).unwrap_or_default(),
        user_id: text("UserID"),
        time: datetime::parse(&text("TimeCreated")),
        message: text("Message"),
        data: own.map(|(name, value)| (Cow::Owned(name.to_owned()), value.text())).collect(),
        channel,
        ..Event::default()
    })
}

/// Who wrote an event.
fn provider<'a>(record: &Object<'a>, channel: &str) -> Cow<'a, str> {
    if let Some(named) = ["SourceName", "Source"].into_iter().find(|key| record.has(key)) {
        return record.text(&[named]);
    }
    match channel.split_once('/') {
        _ if channel == "Security" => "Microsoft-Windows-Security-Auditing".into(),
        // By custom a provider's channels begin with its name.
        Some((name, _)) => name.to_owned().into(),
        None => "".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider_of(json: &str) -> String {
        let record = crate::json::Object::parse(json).expect("an object");
        event(&record).expect("an event").provider.into_owned()
    }

    #[test]
    fn who_wrote_it() {
        for (record, expected) in [
            (r#"{"EventID":1,"SourceName":"A","Source":"B","Channel":"Security"}"#, "A"),
            (r#"{"EventID":2,"Source":"Raccine","Channel":"Application"}"#, "Raccine"),
            (r#"{"EventID":5156,"Channel":"Security"}"#, "Microsoft-Windows-Security-Auditing"),
            (r#"{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational"}"#, "Microsoft-Windows-Sysmon"),
            (r#"{"EventID":600,"Channel":"Windows PowerShell"}"#, ""),
        ] {
            assert_eq!(provider_of(record), expected, "{record}");
        }
    }
}
