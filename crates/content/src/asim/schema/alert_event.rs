//! Alerts. <https://learn.microsoft.com/azure/sentinel/normalization-schema-alert>

use super::filter::{END, START, Test, filter};
use super::{Schema, Times, Unifier};

pub(super) const SCHEMA: Schema = Schema {
    stores_id: true,
    times: Times::OrLogged,
    computed: &[("Hostname", "DvcHostname"), ("IpAddr", "DvcIpAddr"), ("FileSize", "tolong(FileSize)")],
    ..Schema::new(
        "AlertEvent",
        "normalization-schema-alert",
        "ASimAlertEventLogs",
        &[Unifier { name: "AlertEvent", also: &[], families: &["AlertEvent"] }],
        &[
            START,
            END,
            filter("ipaddr_has_any_prefix", Test::HasAnyIpv4Prefix, &["DvcIpAddr"]),
            filter("hostname_has_any", Test::HasAny, &["DvcHostname"]),
            filter("username_has_any", Test::HasAny, &["Username"]),
            filter("attacktactics_has_any", Test::HasAny, &["AttackTactics"]),
            filter("attacktechniques_has_any", Test::HasAny, &["AttackTechniques"]),
            filter("threatcategory_has_any", Test::HasAny, &["ThreatCategory"]),
            filter("alertverdict_has_any", Test::HasAny, &["AlertVerdict"]),
            filter("eventseverity_has_any", Test::HasAny, &["EventSeverity"]),
        ],
    )
};
