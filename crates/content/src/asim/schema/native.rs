//! The native source of a schema: Sentinel's own table of normalised events, filtered, with the fields that the table
//! does not store.

use super::{Schema, filter};
use crate::asim::Style;

/// When an event began and ended, where the native source says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    /// As it is stored.
    Stored,
    /// As it is stored, else when the event was logged.
    OrLogged,
    /// As it is stored. Where the end is missing both are when the event was logged, and a start that is missing beside
    /// an end stays missing.
    OrLoggedAsOne,
    /// When the event was logged, whatever is stored.
    Logged,
}

/// Columns of the workspace that are no fields of a schema.
const AWAY: &str = "TenantId, SourceSystem, _SubscriptionId, _ResourceId";

impl Times {
    fn assignments(self) -> Vec<String> {
        let (start, end) = match self {
            Times::Stored => return Vec::new(),
            Times::OrLogged => ("coalesce(EventStartTime, TimeGenerated)", "coalesce(EventEndTime, TimeGenerated)"),
            Times::OrLoggedAsOne => {
                ("iff(isnull(EventEndTime), TimeGenerated, EventStartTime)", "coalesce(EventEndTime, TimeGenerated)")
            }
            Times::Logged => ("TimeGenerated", "TimeGenerated"),
        };
        vec![format!("EventStartTime = {start}"), format!("EventEndTime = {end}")]
    }
}

/// The body of the native source.
pub(super) fn body(schema: &Schema, style: Style) -> String {
    let filters = match style {
        Style::Filtering => filter::operators(schema.filters),
        Style::Plain => String::new(),
    };
    let rename = if schema.stores_id { "" } else { "| project-rename EventUid = _ItemId\n" };
    let own = (!schema.stores_name).then(|| format!("EventSchema = '{}'", schema.name));
    let computed = schema.computed.iter().map(|(field, kql)| format!("{field} = {kql}"));
    let fields: Vec<String> = own.into_iter().chain(schema.times.assignments()).chain(computed).collect();
    let extend = match fields.is_empty() {
        true => String::new(),
        false => format!("| extend\n    {}\n", fields.join(",\n    ")),
    };
    let away: Vec<&str> = [AWAY].into_iter().chain(schema.merged.iter().copied()).collect();
    let away = away.join(", ");
    format!("{}\n| where not(disabled)\n{filters}{rename}{extend}| project-away {away}", schema.native_table)
}
