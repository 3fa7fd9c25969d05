//! DNS. <https://learn.microsoft.com/azure/sentinel/normalization-schema-dns>

use super::filter::{END, START, Test, filter};
use super::{RULE, Schema, Times, Unifier};

/// The native table holds three fields in two columns each, of which the older has another type than the schema says.
pub(super) const SCHEMA: Schema = Schema {
    times: Times::Logged,
    computed: &[
        ("Dvc", "coalesce(Dvc, DvcFQDN, DvcHostname, DvcIpAddr, DvcId, _ResourceId)"),
        ("DnsResponseCodeName", "EventResultDetails"),
        ("Domain", "DnsQuery"),
        ("DomainCategory", "UrlCategory"),
        ("IpAddr", "SrcIpAddr"),
        ("Src", "coalesce(Src, SrcIpAddr)"),
        ("SessionId", "DnsSessionId"),
        ("Duration", "DnsNetworkDuration"),
        ("Process", "SrcProcessName"),
        ("User", "SrcUsername"),
        ("Hostname", "SrcHostname"),
        ("Rule", RULE),
        ("ThreatFirstReportedTime", "coalesce(ThreatFirstReportedTime_d, todatetime(ThreatFirstReportedTime))"),
        ("ThreatLastReportedTime", "coalesce(ThreatLastReportedTime_d, todatetime(ThreatLastReportedTime))"),
        ("ThreatOriginalRiskLevel", "coalesce(ThreatOriginalRiskLevel_s, tostring(ThreatOriginalRiskLevel))"),
    ],
    merged: &["ThreatFirstReportedTime_d", "ThreatLastReportedTime_d", "ThreatOriginalRiskLevel_s"],
    ..Schema::new(
        "Dns",
        "normalization-schema-dns",
        "ASimDnsActivityLogs",
        &[Unifier { name: "Dns", also: &[], families: &["Dns"] }],
        &[
            START,
            END,
            filter("srcipaddr", Test::Equals, &["SrcIpAddr"]),
            filter("domain_has_any", Test::HasAny, &["DnsQuery"]),
            filter("responsecodename", Test::Equals, &["EventResultDetails"]),
            filter("response_has_ipv4", Test::HasIpv4, &["DnsResponseName"]),
            filter("response_has_any_prefix", Test::HasAnyIpv4Prefix, &["DnsResponseName"]),
            filter("eventtype", Test::DnsEventType, &["EventType"]).or("'Query'"),
        ],
    )
};
