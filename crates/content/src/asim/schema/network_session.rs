//! Network sessions. <https://learn.microsoft.com/azure/sentinel/normalization-schema-network>

use lurcher_symbols::ScalarType::{DateTime, Dynamic, Int, String};

use super::{FilterParameter, Schema};

pub(super) const SCHEMA: Schema = Schema {
    name: "NetworkSession",
    native_table: "ASimNetworkSessionLogs",
    filters: &[
        FilterParameter { name: "starttime", ty: DateTime, default: "datetime(null)" },
        FilterParameter { name: "endtime", ty: DateTime, default: "datetime(null)" },
        FilterParameter { name: "srcipaddr_has_any_prefix", ty: Dynamic, default: "dynamic([])" },
        FilterParameter { name: "dstipaddr_has_any_prefix", ty: Dynamic, default: "dynamic([])" },
        FilterParameter { name: "ipaddr_has_any_prefix", ty: Dynamic, default: "dynamic([])" },
        FilterParameter { name: "dstportnumber", ty: Int, default: "int(null)" },
        FilterParameter { name: "hostname_has_any", ty: Dynamic, default: "dynamic([])" },
        FilterParameter { name: "dvcaction", ty: Dynamic, default: "dynamic([])" },
        FilterParameter { name: "eventresult", ty: String, default: "'*'" },
    ],
    native_lets: LETS,
    native_filters: FILTERS,
    native_fields: FIELDS,
};

const LETS: &str = "\
let source_prefixes = set_union(srcipaddr_has_any_prefix, ipaddr_has_any_prefix);
let destination_prefixes = set_union(dstipaddr_has_any_prefix, ipaddr_has_any_prefix);
";

/// The time range includes both ends. A prefix or host name may match at either end of the session; which one it was,
/// `ASimMatching…` tells. Where both host names match, Sentinel's native source tells the source's.
const FILTERS: &str = "\
| where (isnull(starttime) or TimeGenerated >= starttime) and (isnull(endtime) or TimeGenerated <= endtime)
| where isnull(dstportnumber) or DstPortNumber == dstportnumber
| where array_length(dvcaction) == 0 or DvcAction in (dvcaction)
| where eventresult == '*' or EventResult == eventresult
| where array_length(hostname_has_any) == 0 or SrcHostname has_any (hostname_has_any) or DstHostname has_any (hostname_has_any)
| where (array_length(source_prefixes) == 0 and array_length(destination_prefixes) == 0)
    or has_any_ipv4_prefix(SrcIpAddr, source_prefixes)
    or has_any_ipv4_prefix(DstIpAddr, destination_prefixes)
| extend
    ASimMatchingHostname = case(
        array_length(hostname_has_any) == 0, '',
        SrcHostname has_any (hostname_has_any), 'SrcHostname',
        'DstHostname'),
    ASimMatchingIpAddr = case(
        array_length(source_prefixes) == 0 and array_length(destination_prefixes) == 0, '-',
        has_any_ipv4_prefix(SrcIpAddr, source_prefixes) and has_any_ipv4_prefix(DstIpAddr, destination_prefixes), 'Both',
        has_any_ipv4_prefix(SrcIpAddr, source_prefixes), 'SrcIpAddr',
        'DstIpAddr')
";

/// Both times fall back to `TimeGenerated` where the end is missing; a missing start beside an end stays missing, as in
/// Sentinel's native source.
const FIELDS: &str = "\
| project-rename EventUid = _ItemId
| extend
    EventSchema = 'NetworkSession',
    EventStartTime = iff(isnull(EventEndTime), TimeGenerated, EventStartTime),
    EventEndTime = iff(isnull(EventEndTime), TimeGenerated, EventEndTime),
    Dvc = coalesce(
        DvcFQDN, DvcHostname, iff(EventType == 'L2NetworkSession', '', DvcIpAddr), DvcId, _ResourceId, strcat(EventVendor, '/', EventProduct)),
    DvcInterface = coalesce(DvcInterface, DvcInboundInterface, DvcOutboundInterface),
    DvcScopeId = coalesce(DvcSubscriptionId, _SubscriptionId),
    Src = coalesce(SrcFQDN, SrcHostname, SrcIpAddr, SrcDvcId),
    Dst = coalesce(DstFQDN, DstHostname, DstIpAddr, DstDvcId),
    Hostname = iff(EventType == 'EndpointNetworkSession' and NetworkDirection == 'Inbound', SrcHostname, DstHostname),
    IpAddr = iff(EventType == 'EndpointNetworkSession' and NetworkDirection == 'Inbound', DstIpAddr, SrcIpAddr),
    User = DstUsername,
    Rule = coalesce(NetworkRuleName, tostring(NetworkRuleNumber)),
    Duration = NetworkDuration,
    SessionId = NetworkSessionId,
    InnerVlanId = SrcVlanId,
    OuterVlanId = DstVlanId
| project-away TenantId, SourceSystem, DvcSubscriptionId, _SubscriptionId, _ResourceId";
