//! Sign-ins and sign-outs. <https://learn.microsoft.com/azure/sentinel/normalization-schema-authentication>

use super::filter::{END, MATCHING_USERNAME, START, Test, filter};
use super::{DVC, RULE, Schema, Times, Unifier};

pub(super) const SCHEMA: Schema = Schema {
    times: Times::Logged,
    computed: &[
        ("Dvc", DVC),
        ("User", "TargetUsername"),
        ("Application", "TargetAppName"),
        ("Src", "coalesce(SrcDvcId, SrcHostname, SrcIpAddr)"),
        ("IpAddr", "SrcIpAddr"),
        ("LogonTarget", "coalesce(TargetAppName, TargetUrl, TargetHostname)"),
        ("Dst", "coalesce(TargetDvcId, TargetHostname, TargetIpAddr, TargetAppId, TargetAppName)"),
        ("Rule", RULE),
    ],
    ..Schema::new(
        "Authentication",
        "normalization-schema-authentication",
        "ASimAuthenticationEventLogs",
        &[Unifier { name: "Authentication", also: &[], families: &["Authentication"] }],
        &[
            START,
            END,
            filter("username_has_any", Test::HasAny, &["TargetUsername", "ActorUsername"]).told(&MATCHING_USERNAME),
            filter("targetappname_has_any", Test::HasAny, &["TargetAppName"]),
            filter("srcipaddr_has_any_prefix", Test::HasAnyIpv4Prefix, &["SrcIpAddr"]),
            filter("srchostname_has_any", Test::HasAny, &["SrcHostname"]),
            filter("eventtype_in", Test::InAnyCase, &["EventType"]),
            filter("eventresultdetails_in", Test::InAnyCase, &["EventResultDetails"]),
            filter("eventresult", Test::Equals, &["EventResult"]),
        ],
    )
};
