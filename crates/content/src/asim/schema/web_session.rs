//! HTTP sessions. <https://learn.microsoft.com/azure/sentinel/normalization-schema-web>

use super::filter::{END, MATCHING_IP_ADDRESS, START, Test, filter};
use super::network_session::endpoint;
use super::{RULE, Schema, Times, Unifier};

pub(super) const SCHEMA: Schema = Schema {
    times: Times::OrLogged,
    computed: &[
        (
            "Dvc",
            "iff(EventType == 'HTTPSession', \
             coalesce(DvcFQDN, DvcHostname, DvcIpAddr, DvcId, DstMacAddr, _ResourceId, strcat(EventVendor, '/', EventProduct)), \
             coalesce(DvcFQDN, DvcHostname, DstFQDN, DstHostname, DvcIpAddr, DstIpAddr, DvcId, DstDvcId, DstMacAddr, _ResourceId, strcat(EventVendor, '/', EventProduct)))",
        ),
        ("DvcScopeId", "_SubscriptionId"),
        ("Src", "coalesce(SrcFQDN, SrcHostname, SrcIpAddr, SrcDvcId)"),
        ("Dst", "coalesce(DstFQDN, DstHostname, DstIpAddr, DstDvcId)"),
        ("Rule", RULE),
        ("Hostname", endpoint!("SrcHostname", "DstHostname")),
        ("IpAddr", endpoint!("DstIpAddr", "SrcIpAddr")),
        ("User", "SrcUsername"),
        ("Duration", "NetworkDuration"),
        ("SessionId", "NetworkSessionId"),
        ("HttpStatusCode", "EventResultDetails"),
        ("UserAgent", "HttpUserAgent"),
        ("FileSize", "tolong(FileSize)"),
    ],
    ..Schema::new(
        "WebSession",
        "normalization-schema-web",
        "ASimWebSessionLogs",
        &[Unifier { name: "WebSession", also: &[], families: &["WebSession"] }],
        &[
            START,
            END,
            filter("srcipaddr_has_any_prefix", Test::HasAnyIpv4Prefix, &["SrcIpAddr"]).told(&MATCHING_IP_ADDRESS),
            filter("ipaddr_has_any_prefix", Test::HasAnyIpv4Prefix, &["SrcIpAddr", "DstIpAddr"])
                .told(&MATCHING_IP_ADDRESS),
            filter("url_has_any", Test::HasAny, &["Url"]),
            filter("httpuseragent_has_any", Test::HasAny, &["HttpUserAgent"]),
            filter("eventresultdetails_in", Test::HasAny, &["EventResultDetails"]),
            filter("eventresult", Test::EqualsInAnyCase, &["EventResult"]),
        ],
    )
};
