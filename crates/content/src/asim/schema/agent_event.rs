//! What AI agents do. <https://learn.microsoft.com/azure/sentinel/normalization-schema-agent>

use super::filter::{END, START, Test, filter};
use super::{Schema, Times, Unifier};

/// The parameters look at the fields that the one source of Sentinel's looks at.
pub(super) const SCHEMA: Schema = Schema {
    stores_id: true,
    stores_name: true,
    times: Times::OrLogged,
    ..Schema::new(
        "AgentEvent",
        "normalization-schema-agent",
        "ASimAgentEventLogs",
        &[Unifier { name: "AgentEvent", also: &[], families: &["AgentEvent"] }],
        &[
            START,
            END,
            filter("agentid_has_any", Test::HasAny, &["TargetAgentId"]),
            filter("agentname_has_any", Test::HasAny, &["TargetAgentName"]),
            filter("username_has_any", Test::HasAny, &["ActorUsername"]),
        ],
    )
};
