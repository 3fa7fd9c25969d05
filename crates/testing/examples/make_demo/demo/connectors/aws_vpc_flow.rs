//! Flow logs of AWS, one direction of a session each.
//! <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>

use serde_json::{Value, json};

use super::super::session::Session;
use super::super::time::{SECOND, iso, kusto};
use super::{Connector, Normal, Site, hit};

const SITE: Site = Site { number: 1, name: "HB-AWS" };
const TABLE: &str = "AWSVPCFlow";
const VPC: &str = "vpc-0a60b1c2d3e4f5061";
const INTERFACE: &str = "eni-0c1d2e3f4a5b60718";
const INSTANCE: &str = "i-0f1e2d3c4b5a69788";

pub(super) fn connector() -> Connector {
    // A flow log knows an interface's two directions and nothing in between.
    let morning = SITE.morning().into_iter().filter(|s| s.direction != "Local");
    let sessions: Vec<Session> = morning.chain(SITE.misuse(6, "Inbound", 6379, "")).collect();
    let mut rows: Vec<Value> = sessions.iter().map(row).collect();
    rows.push(no_data(sessions[0].time));
    Connector {
        ids: &["AWSS3"],
        tables: vec![(TABLE, rows)],
        source: "AWSVPC",
        sessions: sessions.iter().map(normal).collect(),
        hits: vec![hit("Cache reached from the internet", 6379, &["TCP"], &["Inbound"], &["Allow"], 6)],
    }
}

/// Start and end are whole seconds.
fn start(s: &Session) -> i64 {
    s.time - s.time % SECOND
}

fn end(s: &Session) -> i64 {
    start(s) + s.milliseconds as i64
}

fn row(s: &Session) -> Value {
    json!({
        "TimeGenerated": iso(s.time),
        "Type": TABLE,
        "Version": 5,
        "AccountId": "123456789012",
        "VpcId": VPC,
        "SubnetId": "subnet-01a2b3c4d5e6f7081",
        "InterfaceId": INTERFACE,
        "InstanceId": INSTANCE,
        "Region": "eu-central-1",
        "AzId": "euc1-az2",
        "TrafficType": "IPv4",
        "FlowDirection": if s.direction == "Inbound" { "ingress" } else { "egress" },
        "SrcAddr": s.source.address,
        "SrcPort": s.source_port,
        "PktSrcAddr": s.source.address,
        "DstAddr": s.destination.address,
        "DstPort": s.port,
        "PktDstAddr": s.destination.address,
        "Protocol": if s.protocol == "UDP" { 17 } else { 6 },
        "TcpFlags": if s.protocol == "UDP" { 0 } else { 2 },
        "Bytes": s.sent,
        "Packets": s.packets().0,
        "Start": iso(start(s)),
        "End": iso(end(s)),
        "Action": if s.action == "Allow" { "ACCEPT" } else { "REJECT" },
        "LogStatus": "OK",
    })
}

/// An interval without traffic is logged too; it is no session.
fn no_data(time: i64) -> Value {
    json!({
        "TimeGenerated": iso(time),
        "Type": TABLE,
        "Version": 5,
        "AccountId": "123456789012",
        "VpcId": VPC,
        "InterfaceId": INTERFACE,
        "InstanceId": INSTANCE,
        "LogStatus": "NODATA",
    })
}

fn normal(s: &Session) -> Normal {
    let interface_s_end = if s.direction == "Inbound" { "DstDvcId" } else { "SrcDvcId" };
    Normal::of(s, TABLE, "AWS", "VPC", "Flow")
        .duration(s)
        .with("EventStartTime", kusto(start(s)))
        .with("EventEndTime", kusto(end(s)))
        .with("DvcId", VPC)
        .with("DvcIdType", "AwsVpcId")
        .with("Dvc", VPC)
        .with("DvcScopeId", "123456789012")
        .with("DvcInterface", INTERFACE)
        .with("DvcOriginalAction", if s.action == "Allow" { "ACCEPT" } else { "REJECT" })
        .with(interface_s_end, INSTANCE)
        .with("NetworkProtocolVersion", "IPv4")
        .with("NetworkBytes", s.sent)
        .with("NetworkPackets", s.packets().0)
        .with("SrcBytes", s.sent)
        .with("SrcPackets", s.packets().0)
}
