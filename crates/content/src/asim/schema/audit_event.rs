//! Audit trails. <https://learn.microsoft.com/azure/sentinel/normalization-schema-audit>

use super::filter::{END, START, Test, filter};
use super::{RULE, Schema, Times, Unifier};

pub(super) const SCHEMA: Schema = Schema {
    times: Times::Stored,
    computed: &[
        ("Value", "NewValue"),
        ("User", "ActorUsername"),
        ("Application", "TargetAppName"),
        ("Src", "coalesce(SrcDvcId, SrcHostname, SrcIpAddr)"),
        ("IpAddr", "SrcIpAddr"),
        ("Dst", "coalesce(TargetDvcId, TargetHostname, TargetIpAddr, TargetAppId, TargetAppName)"),
        (
            "Dvc",
            "coalesce(DvcFQDN, DvcHostname, DvcIpAddr, DvcId, _ResourceId, strcat(EventVendor, '/', EventProduct))",
        ),
        ("Rule", RULE),
    ],
    ..Schema::new(
        "AuditEvent",
        "normalization-schema-audit",
        "ASimAuditEventLogs",
        &[Unifier { name: "AuditEvent", also: &[], families: &["AuditEvent"] }],
        &[
            START,
            END,
            filter("srcipaddr_has_any_prefix", Test::HasAnyIpv4Prefix, &["SrcIpAddr"]),
            filter("eventtype_in", Test::HasAny, &["EventType"]),
            filter("eventresult", Test::EqualsInAnyCase, &["EventResult"]),
            filter("actorusername_has_any", Test::HasAny, &["ActorUsername"]),
            filter("operation_has_any", Test::HasAny, &["Operation"]),
            filter("object_has_any", Test::HasAny, &["Object"]),
            filter("newvalue_has_any", Test::HasAny, &["NewValue"]),
        ],
    )
};
