//! Users and groups. <https://learn.microsoft.com/azure/sentinel/normalization-schema-user-management>

use super::filter::{END, START, Test, filter};
use super::{DVC, RULE, SCOPE, Schema, Unifier};

pub(super) const SCHEMA: Schema = Schema {
    computed: &[
        ("Dvc", DVC),
        ("DvcScopeId", SCOPE),
        ("Rule", RULE),
        ("User", "ActorUsername"),
        ("Hostname", "DvcHostname"),
        ("IpAddr", "SrcIpAddr"),
        ("Src", "coalesce(SrcHostname, SrcIpAddr, SrcDvcId)"),
        ("UpdatedPropertyName", "EventSubType"),
    ],
    ..Schema::new(
        "UserManagement",
        "normalization-schema-user-management",
        "ASimUserManagementActivityLogs",
        &[Unifier { name: "UserManagement", also: &[], families: &["UserManagement"] }],
        &[
            START,
            END,
            filter("srcipaddr_has_any_prefix", Test::HasAnyIpv4Prefix, &["SrcIpAddr"]),
            filter("targetusername_has_any", Test::HasAny, &["TargetUsername"]),
            filter("actorusername_has_any", Test::HasAny, &["ActorUsername"]),
            filter("eventtype_in", Test::InAnyCase, &["EventType"]),
        ],
    )
};
