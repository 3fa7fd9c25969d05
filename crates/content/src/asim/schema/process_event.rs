//! Processes. <https://learn.microsoft.com/azure/sentinel/normalization-schema-process-event>

use super::filter::{END, START, Test, filter};
use super::{DVC, RULE, SCOPE, Schema, Unifier};

const EVENT: &str = "ProcessEvent";
const CREATE: &str = "ProcessCreate";
const TERMINATE: &str = "ProcessTerminate";

/// Sources of one kind of event are families of their own. A source of both kinds belongs to all three functions, which
/// do not look at the event's type, as Sentinel's do not.
pub(super) const SCHEMA: Schema = Schema {
    computed: &[
        ("Dvc", DVC),
        ("DvcScopeId", SCOPE),
        ("Rule", RULE),
        ("User", "TargetUsername"),
        ("Process", "TargetProcessName"),
        ("CommandLine", "TargetProcessCommandLine"),
        (
            "Hash",
            "coalesce(TargetProcessSHA512, TargetProcessSHA256, TargetProcessMD5, TargetProcessSHA1, TargetProcessIMPHASH)",
        ),
    ],
    ..Schema::new(
        EVENT,
        "normalization-schema-process-event",
        "ASimProcessEventLogs",
        &[
            Unifier { name: EVENT, also: &["Process"], families: &[EVENT, CREATE, TERMINATE] },
            Unifier { name: CREATE, also: &["ProcessEventCreate"], families: &[EVENT, CREATE] },
            Unifier { name: TERMINATE, also: &["ProcessEventTerminate"], families: &[EVENT, TERMINATE] },
        ],
        &[
            START,
            END,
            filter("commandline_has_any", Test::HasAny, &["TargetProcessCommandLine"]),
            filter("commandline_has_all", Test::HasAll, &["TargetProcessCommandLine"]),
            filter("commandline_has_any_ip_prefix", Test::HasAnyIpv4Prefix, &["TargetProcessCommandLine"]),
            filter("actingprocess_has_any", Test::HasAny, &["ActingProcessName"]),
            filter("targetprocess_has_any", Test::HasAny, &["TargetProcessName"]),
            filter("parentprocess_has_any", Test::HasAny, &["ParentProcessName"]),
            filter("targetusername_has", Test::Has, &["TargetUsername"]),
            filter("actorusername_has", Test::Has, &["ActorUsername"]),
            filter("dvcipaddr_has_any_prefix", Test::HasAnyIpv4Prefix, &["DvcIpAddr"]),
            filter("dvchostname_has_any", Test::HasAny, &["DvcHostname"]),
            filter("eventtype", Test::Equals, &["EventType"]),
            filter(
                "hashes_has_any",
                Test::In,
                &["TargetProcessSHA512", "TargetProcessSHA256", "TargetProcessSHA1", "TargetProcessIMPHASH"],
            ),
        ],
    )
};
