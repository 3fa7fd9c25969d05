//! The connectors that bring the data.

use super::codes;
use super::subject::Subject;
use crate::yaml::Value;

const HELP: &str = "name a connector by 'connectorId' and the tables or parsers that are read by 'dataTypes'";

pub(super) fn check(subject: &mut Subject<'_>) {
    for connector in subject.items("requiredDataConnectors") {
        if !matches!(connector.value, Value::Mapping(_)) {
            let message = "a connector is not a mapping with 'connectorId' and 'dataTypes'";
            subject.warning(subject.place(connector), crate::codes::WRONG_FORM, message, HELP);
            continue;
        }
        for key in ["connectorId", "dataTypes"] {
            if connector.get(key).is_none_or(|node| node.is_null()) {
                let message = format!("a connector has no '{key}'");
                subject.warning(subject.place(connector), codes::MISSING_METADATA, message, HELP);
            }
        }
    }
}
