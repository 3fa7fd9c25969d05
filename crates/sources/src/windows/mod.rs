//! Windows events: read from any form into one, written to the tables that Sentinel's agents fill.

mod dialect;
mod dialect_reader;
mod event;
mod event_table;
mod messages;
mod security_event;
mod windows_event;
mod xml;

pub(crate) use dialect::{add_user_data, add_values, audit_keywords, is_numbering, keywords, level_of, named_guid};
pub(crate) use dialect_reader::DialectReader;
pub(crate) use event::Event;
pub(crate) use messages::beside as messages_beside;
pub(crate) use xml::parse;

use crate::Options;
use crate::rows::{Output, Table};

/// The tables of Windows events.
pub(crate) static TABLES: [&Table; 3] = [&security_event::TABLE, &event_table::TABLE, &windows_event::TABLE];

/// What can be chosen about them.
pub(crate) static OPTIONS: [(&str, &str); 2] = [
    ("windows-event", "what is no audit goes to `WindowsEvent` instead of `Event`"),
    ("forwarded", "all events go to `WindowsEvent`, as from a collector of forwarded events"),
];

/// Which tables events go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// What is no audit goes to `Event`, as the agents write it.
    Event,
    /// What is no audit goes to `WindowsEvent`.
    WindowsEvent,
    /// All events go to `WindowsEvent`, as from a collector of forwarded events.
    Forwarded,
}

impl Route {
    /// What the options say.
    pub(crate) fn of(options: &Options) -> Self {
        match options.chosen_of(&["forwarded", "windows-event"]) {
            Some("forwarded") => Route::Forwarded,
            Some(_) => Route::WindowsEvent,
            None => Route::Event,
        }
    }

    /// Writes an event to its table.
    pub(crate) fn write(self, event: &Event<'_>, out: &mut Output) {
        match self {
            Route::Event | Route::WindowsEvent if is_audit(event) => security_event::write(event, out),
            Route::Event => event_table::write(event, out),
            Route::WindowsEvent | Route::Forwarded => windows_event::write(event, out),
        }
    }
}

/// Whether Sentinel's connector takes an event into `SecurityEvent`: the security log, and what AppLocker decided.
fn is_audit(event: &Event<'_>) -> bool {
    event.channel.eq_ignore_ascii_case("Security")
        || event.channel.starts_with("Microsoft-Windows-AppLocker/")
            && event.id.is_some_and(|id| (8001..=8007).contains(&id))
}

/// The namespace of events.
pub(crate) const NAMESPACE: &str = "http://schemas.microsoft.com/win/2004/08/events/event";

/// Adds text with the characters escaped that Windows escapes.
fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Adds `<Data Name="…">…</Data>`.
fn write_data(out: &mut String, name: &str, value: &str) {
    if name.is_empty() {
        out.push_str("<Data>");
    } else {
        out.push_str("<Data Name=\"");
        escape(out, name);
        out.push_str("\">");
    }
    escape(out, value);
    out.push_str("</Data>");
}
