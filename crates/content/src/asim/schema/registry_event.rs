//! The Windows registry. <https://learn.microsoft.com/azure/sentinel/normalization-schema-registry-event>

use super::filter::{END, START, Test, filter};
use super::{DVC, RULE, SCOPE, Schema, Unifier};

pub(super) const SCHEMA: Schema = Schema {
    computed: &[
        ("Dvc", DVC),
        ("DvcScopeId", SCOPE),
        ("User", "ActorUsername"),
        ("Rule", RULE),
        ("Process", "ActingProcessName"),
    ],
    ..Schema::new(
        "RegistryEvent",
        "normalization-schema-registry-event",
        "ASimRegistryEventLogs",
        &[Unifier { name: "RegistryEvent", also: &["Registry"], families: &["RegistryEvent"] }],
        &[
            START,
            END,
            filter("eventtype_in", Test::InAnyCase, &["EventType"]),
            filter("actorusername_has_any", Test::HasAny, &["ActorUsername"]),
            filter("registrykey_has_any", Test::HasAny, &["RegistryKey"]),
            filter("registryvalue_has_any", Test::HasAny, &["RegistryValue"]),
            filter("registrydata_has_any", Test::HasAny, &["RegistryValueData"]),
            filter("dvchostname_has_any", Test::HasAny, &["DvcHostname"]),
        ],
    )
};
