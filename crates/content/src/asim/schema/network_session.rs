//! Network sessions. <https://learn.microsoft.com/azure/sentinel/normalization-schema-network>

use super::filter::{END, MATCHING_HOSTNAME, MATCHING_IP_ADDRESS, START, Test, filter};
use super::{Schema, Unifier};

/// Of a session that an endpoint reports of what came in, this end is the destination.
macro_rules! endpoint {
    ($inbound:literal, $otherwise:literal) => {
        concat!(
            "iff(EventType == 'EndpointNetworkSession' and NetworkDirection == 'Inbound', ",
            $inbound,
            ", ",
            $otherwise,
            ")"
        )
    };
}
pub(super) use endpoint;

pub(super) const SCHEMA: Schema = Schema {
    computed: &[
        (
            "Dvc",
            "coalesce(DvcFQDN, DvcHostname, iff(EventType == 'L2NetworkSession', '', DvcIpAddr), DvcId, _ResourceId, strcat(EventVendor, '/', EventProduct))",
        ),
        ("DvcInterface", "coalesce(DvcInterface, DvcInboundInterface, DvcOutboundInterface)"),
        ("DvcScopeId", "coalesce(DvcSubscriptionId, _SubscriptionId)"),
        ("Src", "coalesce(SrcFQDN, SrcHostname, SrcIpAddr, SrcDvcId)"),
        ("Dst", "coalesce(DstFQDN, DstHostname, DstIpAddr, DstDvcId)"),
        ("Hostname", endpoint!("SrcHostname", "DstHostname")),
        ("IpAddr", endpoint!("DstIpAddr", "SrcIpAddr")),
        ("User", "DstUsername"),
        ("Rule", "coalesce(NetworkRuleName, tostring(NetworkRuleNumber))"),
        ("Duration", "NetworkDuration"),
        ("SessionId", "NetworkSessionId"),
        ("InnerVlanId", "SrcVlanId"),
        ("OuterVlanId", "DstVlanId"),
    ],
    merged: &["DvcSubscriptionId"],
    ..Schema::new(
        "NetworkSession",
        "normalization-schema-network",
        "ASimNetworkSessionLogs",
        &[Unifier { name: "NetworkSession", also: &[], families: &["NetworkSession"] }],
        &[
            START,
            END,
            filter("srcipaddr_has_any_prefix", Test::HasAnyIpv4Prefix, &["SrcIpAddr"]).told(&MATCHING_IP_ADDRESS),
            filter("dstipaddr_has_any_prefix", Test::HasAnyIpv4Prefix, &["DstIpAddr"]).told(&MATCHING_IP_ADDRESS),
            filter("ipaddr_has_any_prefix", Test::HasAnyIpv4Prefix, &["SrcIpAddr", "DstIpAddr"])
                .told(&MATCHING_IP_ADDRESS),
            filter("dstportnumber", Test::Number, &["DstPortNumber"]),
            filter("hostname_has_any", Test::HasAny, &["SrcHostname", "DstHostname"]).told(&MATCHING_HOSTNAME),
            filter("dvcaction", Test::In, &["DvcAction"]),
            filter("eventresult", Test::Equals, &["EventResult"]),
        ],
    )
};
