//! `Event`. <https://learn.microsoft.com/azure/azure-monitor/reference/tables/event>

use lurcher_symbols::values::datetime;

use super::event::{Event, Payload};
use super::{NAMESPACE, escape, write_data};
use crate::rows::{Cell, Output, Table};

/// The table.
pub(super) static TABLE: Table = Table::new(
    "Event",
    "TimeGenerated:datetime Source EventLog Computer EventCategory:int EventLevel:int EventLevelName UserName Message \
     ParameterXml EventData EventID:int RenderedDescription SourceSystem",
);

/// Writes an event.
pub(super) fn write(event: &Event<'_>, out: &mut Output) {
    let mut row = out.row(&TABLE);
    row.time(event.time);
    row.text("Source", &event.provider);
    row.text("EventLog", &event.channel);
    row.text("Computer", &event.computer);
    if let Some(task) = event.task {
        row.set("EventCategory", Cell::Long(task));
    }
    if let Some(level) = event.level {
        row.set("EventLevel", Cell::Long(level));
    }
    row.text("EventLevelName", event.level_name());
    row.text("UserName", user(event));
    row.text("ParameterXml", &parameters(event));
    row.text("EventData", &event_data(event));
    if let Some(id) = event.id {
        row.set("EventID", Cell::Long(id));
    }
    event.count_unfit(&mut row, &[("Task", "EventCategory"), ("Level", "EventLevel"), ("EventID", "EventID")]);
    row.text("RenderedDescription", &event.message);
    row.text("SourceSystem", "OpsManager");
}

/// The user's name. Windows asks the domain for it; a file has the names of the system's own accounts at most, and
/// otherwise the identifier.
fn user<'e>(event: &'e Event<'_>) -> &'e str {
    if !event.user_name.is_empty() {
        return &event.user_name;
    }
    match &*event.user_id {
        "" => "N/A",
        "S-1-5-7" => "NT AUTHORITY\\ANONYMOUS LOGON",
        "S-1-5-18" => "NT AUTHORITY\\SYSTEM",
        "S-1-5-19" => "NT AUTHORITY\\LOCAL SERVICE",
        "S-1-5-20" => "NT AUTHORITY\\NETWORK SERVICE",
        sid => sid,
    }
}

fn parameters(event: &Event<'_>) -> String {
    let mut out = String::new();
    for (_, value) in &event.data {
        out.push_str("<Param>");
        escape(&mut out, value);
        out.push_str("</Param>");
    }
    out
}

/// What the event says, in the agents' envelope, without any white space between elements.
fn event_data(event: &Event<'_>) -> String {
    let mut out = String::from("<DataItem type=\"System.XmlData\" time=\"");
    out.push_str(&event.time.map(datetime::format).unwrap_or_default());
    out.push_str("\" sourceHealthServiceId=\"00000000-0000-0000-0000-000000000000\">");
    match &event.payload {
        Payload::UserData(xml) => out.push_str(xml),
        Payload::EventData if event.data.is_empty() => {
            out.push_str(&format!("<EventData xmlns=\"{NAMESPACE}\"/>"));
        }
        Payload::EventData => {
            out.push_str(&format!("<EventData xmlns=\"{NAMESPACE}\">"));
            event.data.iter().for_each(|(name, value)| write_data(&mut out, name, value));
            out.push_str("</EventData>");
        }
    }
    out.push_str("</DataItem>");
    out
}
