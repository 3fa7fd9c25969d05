//! `WindowsEvent`. <https://learn.microsoft.com/azure/azure-monitor/reference/tables/windowsevent>

use std::borrow::Cow;

use lurcher_symbols::values::{datetime, dynamic};
use rustc_hash::FxHashMap;

use super::event::Event;
use crate::rows::{Cell, Output, Table};

/// The table.
pub(super) static TABLE: Table = Table::new(
    "WindowsEvent",
    "TimeGenerated:datetime Provider Channel Computer Task:int EventLevel:int EventLevelName EventData:dynamic \
     EventID:int Version:int Opcode Keywords EventRecordId Correlation SystemProcessId:int SystemThreadId:int \
     SystemUserId SourceSystem",
);

/// Writes an event.
pub(super) fn write(event: &Event<'_>, out: &mut Output) {
    let mut row = out.row(&TABLE);
    event.write_system(&mut row);
    row.text("Provider", &event.provider);
    if let Some(level) = event.level {
        row.set("EventLevel", Cell::Long(level));
    }
    event.count_unfit(&mut row, &[("Level", "EventLevel")]);
    row.text("EventLevelName", event.level_name());
    if !event.data.is_empty() {
        row.set("EventData", Cell::Json(&event_data(event)));
    }
}

/// The values as one flat bag of strings. A name that comes again is numbered, and so are values without a name, which
/// are called `Data`.
fn event_data(event: &Event<'_>) -> String {
    let mut out = String::from("{");
    let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
    for (name, value) in &event.data {
        let name = if name.is_empty() { "Data" } else { name };
        if out.len() > 1 {
            out.push(',');
        }
        let again = seen.entry(name).and_modify(|n| *n += 1).or_default();
        match again {
            0 => dynamic::write_string(&mut out, name),
            n => dynamic::write_string(&mut out, &format!("{name}_{n}")),
        }
        out.push(':');
        dynamic::write_string(&mut out, &time(event, value));
    }
    out.push('}');
    out
}

/// Sysmon's times `2022-05-13 08:54:05.123` have become datetimes on their way to the table.
fn time<'v>(event: &Event<'_>, value: &'v str) -> Cow<'v, str> {
    let is_time = event.is_sysmon() && value.len() == 23 && value.as_bytes()[10] == b' ' && value.as_bytes()[4] == b'-';
    match is_time.then(|| datetime::parse(value)).flatten() {
        Some(ticks) => Cow::Owned(datetime::format(ticks)),
        None => Cow::Borrowed(value),
    }
}
