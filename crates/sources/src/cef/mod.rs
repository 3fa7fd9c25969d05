//! CEF, wherever it stands: its records, the keys of their extensions, and the columns of `CommonSecurityLog`.

mod columns;
mod extension;
mod record;
mod times;

pub(crate) use record::{Record, split};
pub(crate) use times::Times;

use self::columns::COLUMNS;
use self::extension::{pairs, unescape};
use crate::rows::{Cell, Output, Row};
use crate::syslog::Header;
use crate::tables::common_security_log::{self as table, Extensions};
use crate::time::{YearClock, Zone};

/// What is kept from line to line.
pub(crate) struct State {
    pub(crate) years: Option<YearClock>,
    pub(crate) extensions: Extensions,
}

/// Writes a record.
pub(crate) fn write(header: Header<'_>, record: Record<'_>, zone: Zone, state: &mut State, out: &mut Output) {
    let [_, vendor, product, version, class, name, severity] = record.fields.map(unescape);
    let mut row = out.row(&table::TABLE);
    row.text("DeviceVendor", &vendor);
    row.text("DeviceProduct", &product);
    row.text("DeviceVersion", &version);
    row.text("DeviceEventClassID", &class);
    row.text("Activity", &name);
    row.text("LogSeverity", &severity);
    row.text("Computer", header.host);
    state.extensions.clear();
    let arrived = header.time.and_then(|time| time.ticks(zone, state.years.as_mut()));
    let mut times = Times::new(zone, state.years);
    if memchr::memmem::find(record.extension.as_bytes(), b"dtz=").is_some() {
        let zone = pairs(record.extension).find(|(key, _)| *key == "dtz").and_then(|(_, value)| value.parse().ok());
        times.zone = zone.unwrap_or(times.zone);
    }
    for (key, value) in pairs(record.extension) {
        let value = unescape(value);
        if !set(&mut row, key, &value, &mut times) {
            state.extensions.add(key, &value);
        }
    }
    row.text("AdditionalExtensions", state.extensions.text());
    row.time(times.event().or(arrived));
    table::complete(&mut row);
}

/// Sets the column of a key; false where there is none or the value does not fit.
pub(crate) fn set(row: &mut Row<'_>, key: &str, value: &str, times: &mut Times) -> bool {
    let Some(column) = COLUMNS.get(key) else {
        if key == "FTNTFGTeventtime" {
            times.fortigate = times.read(value);
        }
        return false;
    };
    match *column {
        "DeviceAction" => {
            table::action(row, value);
            true
        }
        "StartTime" | "EndTime" => {
            let ticks = times.read(value);
            if *column == "StartTime" {
                times.start = ticks
            } else {
                times.end = ticks
            }
            // What is no time is counted by the column.
            row.set(column, ticks.map_or(Cell::Text(value), Cell::Long))
        }
        "ReceiptTime" => {
            times.receipt = times.read(value);
            row.text(column, value)
        }
        column => row.text(column, value),
    }
}
