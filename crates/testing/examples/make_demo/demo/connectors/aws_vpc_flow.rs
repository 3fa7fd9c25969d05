//! Flow logs of AWS, one direction of a session each.
//! <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>

use super::super::session::Session;
use super::super::time::{SECOND, kusto, unix};
use super::{Connector, Normal, Site, hit, raw};

const SITE: Site = Site { number: 1, name: "HB-AWS" };
const TABLE: &str = "AWSVPCFlow";
const VPC: &str = "vpc-0a60b1c2d3e4f5061";
const INTERFACE: &str = "eni-0c1d2e3f4a5b60718";
/// As the service calls it in a bucket.
const FILE: &str = "raw/aws/AWSLogs/123456789012/vpcflowlogs/eu-central-1/2026/01/14/123456789012_vpcflowlogs_eu-central-1_fl-0a60b1c2d3e4f5061_20260114T1000Z_2f5b8c1d.log.gz";
/// The first line names the fields.
const FIELDS: &str = "version account-id vpc-id subnet-id interface-id instance-id region az-id type flow-direction \
                      srcaddr srcport pkt-srcaddr dstaddr dstport pkt-dstaddr protocol tcp-flags bytes packets start \
                      end action log-status";
const INSTANCE: &str = "i-0f1e2d3c4b5a69788";

pub(super) fn connector() -> Connector {
    // A flow log knows an interface's two directions and nothing in between.
    let morning = SITE.morning().into_iter().filter(|s| s.direction != "Local");
    let sessions = morning.chain(SITE.misuse(6, "Inbound", 6379, ""));
    // Start and end are whole seconds.
    let sessions: Vec<Session> = sessions.map(Session::in_whole_seconds).collect();
    let mut lines = vec![FIELDS.to_owned(), no_data(&sessions[0])];
    lines.extend(sessions.iter().map(line));
    Connector {
        ids: &["AWSS3"],
        tables: vec![(TABLE, 1 + sessions.len())],
        files: vec![raw::lines(FILE, lines)],
        source: "AWSVPC",
        sessions: sessions.iter().map(normal).collect(),
        hits: vec![hit("Cache reached from the internet", 6379, &["TCP"], &["Inbound"], &["Allow"], 6)],
    }
}

fn end(s: &Session) -> i64 {
    s.time + s.milliseconds as i64
}

fn line(s: &Session) -> String {
    let (direction, action) = (if s.direction == "Inbound" { "ingress" } else { "egress" }, action(s));
    let (protocol, flags) = if s.protocol == "UDP" { (17, 0) } else { (6, 2) };
    let (source, destination, port) = (&s.source.address, &s.destination.address, s.port.unwrap_or_default());
    let (start, end) = (unix(s.time) / SECOND, unix(end(s)) / SECOND);
    format!(
        "5 123456789012 {VPC} subnet-01a2b3c4d5e6f7081 {INTERFACE} {INSTANCE} eu-central-1 euc1-az2 IPv4 {direction} \
         {source} {source_port} {source} {destination} {port} {destination} {protocol} {flags} {sent} {packets} {start} \
         {end} {action} OK",
        source_port = s.source_port,
        sent = s.sent,
        packets = s.packets().0,
    )
}

/// An interval without traffic is logged too; it is no session.
fn no_data(s: &Session) -> String {
    let start = unix(s.time) / SECOND;
    let end = start + 60;
    format!("5 123456789012 {VPC} - {INTERFACE} {INSTANCE} - - - - - - - - - - - - - - {start} {end} - NODATA")
}

fn action(s: &Session) -> &'static str {
    if s.action == "Allow" { "ACCEPT" } else { "REJECT" }
}

fn normal(s: &Session) -> Normal {
    let interface_s_end = if s.direction == "Inbound" { "DstDvcId" } else { "SrcDvcId" };
    Normal::of(s, TABLE, "AWS", "VPC", "Flow")
        .duration(s)
        .with("EventStartTime", kusto(s.time))
        .with("EventEndTime", kusto(end(s)))
        .with("DvcId", VPC)
        .with("DvcIdType", "AwsVpcId")
        .with("Dvc", VPC)
        .with("DvcScopeId", "123456789012")
        .with("DvcInterface", INTERFACE)
        .with("DvcOriginalAction", action(s))
        .with(interface_s_end, INSTANCE)
        .with("NetworkProtocolVersion", "IPv4")
        .with("NetworkBytes", s.sent)
        .with("NetworkPackets", s.packets().0)
        .with("SrcBytes", s.sent)
        .with("SrcPackets", s.packets().0)
}
