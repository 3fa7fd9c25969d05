//! The journal of systemd, as `journalctl --output=json` writes it.

use std::borrow::Cow;

use lurcher_symbols::values::datetime::UNIX_EPOCH_TICKS;
use lurcher_symbols::values::timespan::TICKS_PER_MICROSECOND;

use crate::driver::{JsonReader, read_json};
use crate::json::{Object, Value};
use crate::rows::Output;
use crate::tables::syslog::{self as table, Message, Severities};
use crate::text;
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: Journald = Journald;

/// See [`PAGE`].
pub(crate) struct Journald;

static PAGE: Page = Page {
    name: "journald",
    title: "Journal of systemd",
    summary: "What `journalctl --output=json` writes becomes rows of `Syslog`.",
    told_by: "`__REALTIME_TIMESTAMP`",
    notes: "\
- The time is `_SOURCE_REALTIME_TIMESTAMP` where there is one, as the journal shows it, else `__REALTIME_TIMESTAMP`.
- `ProcessName` is `SYSLOG_IDENTIFIER`, else `_COMM`; `ProcessID` is `SYSLOG_PID`, else `_PID`.
- A message of bytes, which journalctl writes as an array of numbers, becomes text.",
    options: &table::OPTIONS,
    tables: &[&table::TABLE],
    sources: &["<https://systemd.io/JOURNAL_EXPORT_FORMATS/>"],
    example: Example {
        file: "journal.json",
        input: r#"{"__REALTIME_TIMESTAMP":"1768471872003000","_HOSTNAME":"web01","SYSLOG_IDENTIFIER":"sshd","_PID":"911","PRIORITY":"6","SYSLOG_FACILITY":"4","MESSAGE":"Failed password for root"}
"#,
        rows: r#"{"table":"Syslog","TimeGenerated":"2026-01-15T10:11:12.0030000Z","Computer":"web01","EventTime":"2026-01-15T10:11:12.0030000Z","Facility":"auth","HostName":"web01","SeverityLevel":"info","SyslogMessage":"Failed password for root","ProcessID":911,"ProcessName":"sshd","SourceSystem":"Linux"}"#,
    },
};

impl Format for Journald {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        head.most_records(|object| object.has("__REALTIME_TIMESTAMP")).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_json(&Reader { severities: Severities::of(options) }, input, out)
    }
}

struct Reader {
    severities: Severities,
}

impl JsonReader for Reader {
    fn record(&self, record: &Object<'_>, _text: &str, out: &mut Output) -> Result<(), &'static str> {
        let first = |keys: [&str; 2]| keys.iter().find_map(|key| record.get(key)).map(Value::text).unwrap_or_default();
        let microseconds = first(["_SOURCE_REALTIME_TIMESTAMP", "__REALTIME_TIMESTAMP"]);
        let time = microseconds.parse::<i64>().ok().and_then(|m| m.checked_mul(TICKS_PER_MICROSECOND));
        let time = time.and_then(|ticks| ticks.checked_add(UNIX_EPOCH_TICKS)).ok_or("no entry of a journal")?;
        let number = |key: &str| record.long(&[key]).and_then(|n| u16::try_from(n).ok());
        table::write(
            &Message {
                time: Some(time),
                facility: number("SYSLOG_FACILITY").map_or("", table::facility),
                severity: number("PRIORITY").map_or("", |number| self.severities.name(number)),
                host: &record.text(&["_HOSTNAME"]),
                process: &first(["SYSLOG_IDENTIFIER", "_COMM"]),
                process_id: &first(["SYSLOG_PID", "_PID"]),
                text: &message(record),
            },
            out,
        );
        Ok(())
    }
}

fn message<'a>(record: &Object<'a>) -> Cow<'a, str> {
    let Some(value) = record.get("MESSAGE") else { return Cow::Borrowed("") };
    let Some(elements) = value.elements() else { return value.text() };
    let bytes: Option<Vec<u8>> = elements.iter().map(|e| e.long().and_then(|n| u8::try_from(n).ok())).collect();
    match bytes {
        Some(bytes) => Cow::Owned(text::decode(&bytes).into_owned()),
        None => value.text(),
    }
}
