//! An event, whatever it was read from.

use std::borrow::Cow;

use crate::rows::{Cell, Row};

/// A Windows event.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Event<'a> {
    pub(crate) provider: Cow<'a, str>,
    pub(crate) channel: Cow<'a, str>,
    pub(crate) computer: Cow<'a, str>,
    pub(crate) id: Option<i64>,
    pub(crate) version: Option<i64>,
    pub(crate) level: Option<i64>,
    pub(crate) task: Option<i64>,
    pub(crate) opcode: Cow<'a, str>,
    pub(crate) keywords: Cow<'a, str>,
    pub(crate) record_id: Cow<'a, str>,
    pub(crate) process_id: Option<i64>,
    pub(crate) thread_id: Option<i64>,
    /// What stands in the header instead of numbers, by the name of the header's element or attribute.
    pub(crate) unfit: Vec<(&'static str, Cow<'a, str>)>,
    /// The SID of `Security`.
    pub(crate) user_id: Cow<'a, str>,
    /// The name that goes with it, of a form that tells it.
    pub(crate) user_name: Cow<'a, str>,
    /// The activity.
    pub(crate) correlation: Cow<'a, str>,
    /// When it happened.
    pub(crate) time: Option<i64>,
    /// The message, of a form that has it.
    pub(crate) message: Cow<'a, str>,
    /// What it says.
    pub(crate) payload: Payload,
    /// The values of what it says, by name; a value that has none has an empty one.
    pub(crate) data: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

/// The form of what an event says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Payload {
    /// `EventData`, with values.
    #[default]
    EventData,
    /// `UserData`, an element of the provider's own: its XML.
    UserData(String),
}

impl Event<'_> {
    /// Sets what `SecurityEvent` and `WindowsEvent` say alike of an event.
    pub(super) fn write_system(&self, row: &mut Row<'_>) {
        row.time(self.time);
        let numbers = [
            ("Task", self.task),
            ("EventID", self.id),
            ("Version", self.version),
            ("SystemProcessId", self.process_id),
            ("SystemThreadId", self.thread_id),
        ];
        for (column, value) in numbers {
            if let Some(value) = value {
                row.set(column, Cell::Long(value));
            }
        }
        self.count_unfit(
            row,
            &[
                ("Task", "Task"),
                ("EventID", "EventID"),
                ("Version", "Version"),
                ("ProcessID", "SystemProcessId"),
                ("ThreadID", "SystemThreadId"),
            ],
        );
        row.text("Computer", &self.computer);
        row.text("Channel", &self.channel);
        row.text("EventRecordId", &self.record_id);
        row.text("Opcode", &self.opcode);
        row.text("Keywords", &self.keywords);
        row.text("Correlation", &self.correlation);
        row.text("SystemUserId", &self.user_id);
        row.text("SourceSystem", "OpsManager");
    }

    /// Counts the cells that are null because the header has no number there. `columns` has for each part of the header
    /// the column that it belongs to.
    pub(super) fn count_unfit(&self, row: &mut Row<'_>, columns: &[(&str, &str)]) {
        for (part, text) in &self.unfit {
            if let Some((_, column)) = columns.iter().find(|(of, _)| of == part) {
                row.text(column, text);
            }
        }
    }

    /// The value of that name.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.data.iter().find(|(n, _)| n == name).map(|(_, value)| &**value)
    }

    /// The level's name.
    pub(crate) fn level_name(&self) -> &'static str {
        match self.level {
            Some(0) => "LogAlways",
            Some(1) => "Critical",
            Some(2) => "Error",
            Some(3) => "Warning",
            Some(4) => "Information",
            Some(5) => "Verbose",
            // The old agent's numbers for audits, which stand in its exports.
            Some(8) => "Audit Success",
            Some(16) => "Audit Failure",
            _ => "",
        }
    }

    /// Whether it is of Sysmon, on Windows or Linux.
    pub(crate) fn is_sysmon(&self) -> bool {
        self.provider.eq_ignore_ascii_case("Microsoft-Windows-Sysmon")
    }
}
