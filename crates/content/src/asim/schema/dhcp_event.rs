//! DHCP. <https://learn.microsoft.com/azure/sentinel/normalization-schema-dhcp>

use super::filter::{END, START, Test, filter};
use super::{DVC, RULE, SCOPE, Schema, Unifier};

pub(super) const SCHEMA: Schema = Schema {
    computed: &[
        ("Dvc", DVC),
        ("DvcScopeId", SCOPE),
        ("Rule", RULE),
        ("SessionId", "DhcpSessionId"),
        ("Duration", "DhcpSessionDuration"),
        ("Src", "coalesce(SrcFQDN, SrcHostname, SrcIpAddr, SrcDvcId)"),
        ("User", "SrcUsername"),
        ("IpAddr", "SrcIpAddr"),
        ("Hostname", "SrcHostname"),
    ],
    ..Schema::new(
        "DhcpEvent",
        "normalization-schema-dhcp",
        "ASimDhcpEventLogs",
        &[Unifier { name: "DhcpEvent", also: &[], families: &["DhcpEvent"] }],
        &[
            START,
            END,
            filter("srcipaddr_has_any_prefix", Test::HasAnyIpv4Prefix, &["SrcIpAddr"]),
            filter("srchostname_has_any", Test::HasAny, &["SrcHostname"]),
            filter("srcusername_has_any", Test::HasAny, &["SrcUsername"]),
            filter("eventresult", Test::Equals, &["EventResult"]),
        ],
    )
};
