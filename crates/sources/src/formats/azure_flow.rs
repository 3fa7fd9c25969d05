//! Flow logs of Azure's network security groups and virtual networks.

use lurcher_symbols::ScalarType;

use crate::azure::traffic::{GROUPS, TUPLES, Traffic};
use crate::driver::{JsonReader, read_json};
use crate::json::{Object, Value};
use crate::rows::{Cell, Output};
use crate::time::epoch;
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: AzureFlow = AzureFlow;

/// See [`PAGE`].
pub(crate) struct AzureFlow;

static PAGE: Page = Page {
    name: "azure_flow",
    title: "Azure flow logs (NSG, virtual network)",
    summary: "Flow logs of network security groups become rows of `AzureNetworkAnalytics_CL`, those of virtual networks \
rows of `NTANetAnalytics`, summed up as Traffic Analytics does.",
    told_by: "a category `NetworkSecurityGroupFlowEvent` or `FlowLogFlowEvent`",
    notes: "\
- Raw flows reach no table of a workspace. Traffic Analytics sums them up by both ends, destination port, rule, direction, \
protocol and decision, in intervals; so does this, in intervals of ten minutes, or of an hour with the option `hourly`. \
Source ports are lost, but listed in `SrcPorts` of `NTANetAnalytics`.
- Counters of tuples that go on or end count since the tuple before: they are added.
- A public end is not in `SrcIP`/`DestIP` but in the column of public addresses, as \
`address|started|ended|packets out|packets in|bytes out|bytes in`. Each public address has a row of its own; Traffic \
Analytics may put several into one.
- `NTANetAnalytics` has the words that Sentinel's parser reads (`Inbound`, `Allowed`, `T`), `AzureNetworkAnalytics_CL` the \
letters (`I`, `A`, `T`).
- `TimeGenerated` is when the first of the flows began. Machines, interfaces, subnets, countries and applications cannot be \
told from a flow log, and neither can Azure's own public addresses: a flow with a public end is `ExternalPublic`, any \
other `Unknown Private`.",
    options: &[("hourly", "flows are summed up by hours instead of ten minutes")],
    tables: &[&GROUPS],
    sources: &[
        "<https://learn.microsoft.com/azure/network-watcher/nsg-flow-logs-overview>",
        "<https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview>",
        "<https://learn.microsoft.com/azure/network-watcher/traffic-analytics-schema>",
    ],
    example: Example {
        file: "PT1H.json",
        input: r#"{"records":[{"time":"2026-01-15T10:12:00Z","macAddress":"000D3A","category":"NetworkSecurityGroupFlowEvent","resourceId":"/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/N","operationName":"NetworkSecurityGroupFlowEvents","properties":{"Version":2,"flows":[{"rule":"Out","flows":[{"mac":"000D3A","flowTuples":["1768471871,10.0.0.4,198.51.100.7,44931,443,T,O,A,B,,,,","1768471901,10.0.0.4,198.51.100.7,44931,443,T,O,A,E,25,2300,30,41000"]}]}]}}]}
"#,
        rows: r#"{"table":"AzureNetworkAnalytics_CL","TimeGenerated":"2026-01-15T10:11:11.0000000Z","SubType_s":"FlowLog","FASchemaVersion_s":"2","FlowType_s":"ExternalPublic","FlowIntervalStartTime_t":"2026-01-15T10:10:00.0000000Z","FlowIntervalEndTime_t":"2026-01-15T10:20:00.0000000Z","FlowStartTime_t":"2026-01-15T10:11:11.0000000Z","FlowEndTime_t":"2026-01-15T10:11:41.0000000Z","FlowDirection_s":"O","FlowStatus_s":"A","L4Protocol_s":"T","SrcIP_s":"10.0.0.4","DestPublicIPs_s":"198.51.100.7|1|1|25|30|2300|41000","DestPort_d":443.0,"NSGList_s":"s/g/n","NSGRule_s":"Out","MACAddress_s":"000D3A","AllowedInFlows_d":0.0,"AllowedOutFlows_d":1.0,"DeniedInFlows_d":0.0,"DeniedOutFlows_d":0.0,"FlowCount_d":1.0,"InboundPackets_d":30.0,"OutboundPackets_d":25.0,"InboundBytes_d":41000.0,"OutboundBytes_d":2300.0}"#,
    },
};

impl Format for AzureFlow {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let categories = ["NetworkSecurityGroupFlowEvent", "FlowLogFlowEvent"];
        let is_one = |object: &Object<'_>| categories.contains(&&*object.text(&["category"]));
        // A record of an hour's flows may be longer than what is looked at.
        let begins = head.text().get(..4_096.min(head.text().len())).unwrap_or_default();
        let named = categories.iter().any(|category| begins.contains(&format!("\"category\":\"{category}\"")));
        (named || head.most_records(is_one)).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        let mut traffic = Traffic::new(out, if options.chosen("hourly") { 60 } else { 10 });
        read_json(&Reader, input, &mut traffic)?;
        traffic.finish()?;
        Ok(())
    }
}

struct Reader;

/// What the tuples of a group have in common.
#[derive(Default)]
struct Group<'a> {
    is_network: bool,
    log: &'a str,
    target: &'a str,
    mac: &'a str,
    acl: &'a str,
    rule: &'a str,
}

impl JsonReader for Reader {
    fn record(&self, record: &Object<'_>, _text: &str, out: &mut Output) -> Result<(), &'static str> {
        let log = record.get("resourceId").or_else(|| record.get("flowLogResourceID")).map(Value::text).unwrap_or_default();
        let (target, mac) = (record.text(&["targetResourceID"]), record.text(&["macAddress"]));
        let group = Group { log: &log, target: &target, mac: &mac, ..Group::default() };
        if let Some(flows) = record.at(&["flowRecords", "flows"]) {
            for flow in objects(flows) {
                let acl = flow.text(&["aclID"]);
                for inner in flow.get("flowGroups").map(objects).unwrap_or_default() {
                    let rule = inner.text(&["rule"]);
                    tuples(&inner, &Group { is_network: true, acl: &acl, rule: &rule, ..group }, out);
                }
            }
            return Ok(());
        }
        let flows = record.at(&["properties", "flows"]).ok_or("no flow log")?;
        for flow in objects(flows) {
            let rule = flow.text(&["rule"]);
            for inner in flow.get("flows").map(objects).unwrap_or_default() {
                let mac = inner.text(&["mac"]);
                tuples(&inner, &Group { rule: &rule, mac: if mac.is_empty() { group.mac } else { &mac }, ..group }, out);
            }
        }
        Ok(())
    }
}

fn objects(value: Value<'_>) -> Vec<Object<'_>> {
    value.elements().unwrap_or_default().into_iter().filter_map(Value::object).collect()
}

fn tuples(flows: &Object<'_>, group: &Group<'_>, out: &mut Output) {
    for tuple in flows.get("flowTuples").and_then(Value::elements).unwrap_or_default() {
        if write(&tuple.text(), group, out).is_none() {
            out.note("a flow tuple that cannot be read");
        }
    }
}

/// Writes a tuple: time, both addresses, both ports, protocol, direction, then decision and state or state and
/// encryption, then packets and bytes forth and back.
fn write(tuple: &str, group: &Group<'_>, out: &mut Output) -> Option<()> {
    let fields: Vec<&str> = tuple.split(',').collect();
    let [time, source, destination, source_port, destination_port, protocol, direction, first, rest @ ..] = fields.as_slice()
    else {
        return None;
    };
    let (time, _) = epoch(time)?;
    let second = rest.first().copied().unwrap_or_default();
    let (decision, state, encryption) = match group.is_network {
        true => (if *first == "D" { "D" } else { "A" }, *first, second),
        // Version 1 has no states.
        false => (*first, second, ""),
    };
    let mut row = out.row(&TUPLES);
    row.time(Some(time));
    row.add("IsNetwork", Some(ScalarType::Bool), Cell::Bool(group.is_network));
    let texts = [
        ("Log", group.log),
        ("Target", group.target),
        ("Mac", group.mac),
        ("AclGroup", group.acl),
        ("Rule", group.rule),
        ("Source", source),
        ("Destination", destination),
        ("SourcePort", source_port),
        ("DestinationPort", destination_port),
        ("Protocol", protocol_of(protocol)),
        ("Direction", direction),
        ("State", state),
        ("Decision", decision),
        ("Encryption", encryption),
    ];
    for (column, value) in texts {
        row.text(column, value);
    }
    for (column, value) in ["PacketsForth", "BytesForth", "PacketsBack", "BytesBack"].into_iter().zip(rest.iter().skip(1)) {
        row.text(column, value);
    }
    Some(())
}

/// The letter of a protocol that a virtual network's log numbers.
fn protocol_of(number: &str) -> &str {
    match number {
        "6" => "T",
        "17" => "U",
        "1" => "ICMP",
        other => other,
    }
}
