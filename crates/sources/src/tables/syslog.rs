//! `Syslog`. <https://learn.microsoft.com/azure/azure-monitor/reference/tables/syslog>

use std::net::IpAddr;

use crate::Options;
use crate::rows::{Cell, Output, Table};

/// The table.
pub(crate) static TABLE: Table = Table::new(
    "Syslog",
    "TimeGenerated:datetime Computer EventTime:datetime Facility HostName SeverityLevel SyslogMessage ProcessID:int \
     HostIP ProcessName SourceSystem",
);

/// What a message has.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Message<'a> {
    pub(crate) time: Option<i64>,
    pub(crate) facility: &'a str,
    pub(crate) severity: &'a str,
    pub(crate) host: &'a str,
    pub(crate) process: &'a str,
    pub(crate) process_id: &'a str,
    pub(crate) text: &'a str,
}

/// Writes a message.
pub(crate) fn write(message: &Message<'_>, out: &mut Output) {
    let mut row = out.row(&TABLE);
    row.time(message.time);
    if let Some(time) = message.time {
        row.set("EventTime", Cell::Long(time));
    }
    row.text("Computer", message.host);
    row.text("HostName", message.host);
    if message.host.parse::<IpAddr>().is_ok() {
        row.text("HostIP", message.host);
    }
    row.text("Facility", message.facility);
    row.text("SeverityLevel", message.severity);
    row.text("ProcessName", message.process);
    row.text("ProcessID", message.process_id);
    row.text("SyslogMessage", message.text);
    row.text("SourceSystem", "Linux");
}

/// The name of a facility: a priority's part above the lowest three bits.
pub(crate) fn facility(number: u16) -> &'static str {
    const NAMES: [&str; 24] = [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp",
        "audit", "alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];
    NAMES.get(usize::from(number)).copied().unwrap_or_default()
}

/// What can be chosen about severities.
pub(crate) const OPTIONS: [(&str, &str); 1] =
    [("severity-warning", "the severity `warn` of syslog is called `warning`, as newer agents may call it")];

/// What severities are called.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Severities {
    warning: &'static str,
}

impl Severities {
    /// What the options say.
    pub(crate) fn of(options: &Options) -> Self {
        Self { warning: if options.chosen(OPTIONS[0].0) { "warning" } else { "warn" } }
    }

    /// The name of a severity: a priority's lowest three bits.
    pub(crate) fn name(self, number: u16) -> &'static str {
        let names = ["emerg", "alert", "crit", "err", self.warning, "notice", "info", "debug"];
        names.get(usize::from(number)).copied().unwrap_or_default()
    }
}
