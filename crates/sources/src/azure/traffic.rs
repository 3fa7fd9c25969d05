//! Sums flows up as Traffic Analytics does, because raw flows reach no table.
//! <https://learn.microsoft.com/azure/network-watcher/traffic-analytics-schema>

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{Int32Type, Int64Type};
use lurcher_symbols::values::timespan::TICKS_PER_MINUTE;

use crate::rows::{Cell, Output, Row, Table};
use crate::tables::documented;
use crate::{Counts, Refused, Rows, Sink, Unparsed};

/// A flow's tuple as a row, which [`Traffic`] takes; no such table leaves this crate.
pub(crate) static TUPLES: Table = Table::new(
    "tuples",
    "TimeGenerated:datetime IsNetwork:bool Log Target Mac AclGroup Rule Source Destination SourcePort:int \
     DestinationPort:int Protocol Direction State Decision Encryption PacketsForth:long BytesForth:long \
     PacketsBack:long BytesBack:long",
);

/// The table of network security groups' flows.
pub(crate) static GROUPS: Table = Table::new(
    "AzureNetworkAnalytics_CL",
    "TimeGenerated:datetime SubType_s FASchemaVersion_s FlowType_s FlowIntervalStartTime_t:datetime \
     FlowIntervalEndTime_t:datetime FlowStartTime_t:datetime FlowEndTime_t:datetime FlowDirection_s FlowStatus_s \
     L4Protocol_s SrcIP_s SrcPublicIPs_s DestIP_s DestPublicIPs_s DestPort_d:real NSGList_s NSGRule_s MACAddress_s \
     AllowedInFlows_d:real AllowedOutFlows_d:real DeniedInFlows_d:real DeniedOutFlows_d:real FlowCount_d:real \
     InboundPackets_d:real OutboundPackets_d:real InboundBytes_d:real OutboundBytes_d:real",
);

/// So many source ports are listed.
const PORTS: usize = 100;

/// What flows have in common that are summed up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// The beginning of the interval.
    interval: i64,
    is_network: bool,
    /// Log, target, MAC, group, rule, source, destination, protocol, direction, decision, encryption.
    words: [String; 11],
    port: i32,
}

#[derive(Debug, Default)]
struct Sum {
    record: i64,
    first: i64,
    last: i64,
    started: i64,
    ended: i64,
    tuples: i64,
    ports: BTreeSet<i32>,
    packets_forth: i64,
    bytes_forth: i64,
    packets_back: i64,
    bytes_back: i64,
}

/// A sink that sums tuples up by intervals. An interval is handed on when the one after the next has begun.
pub(crate) struct Traffic<'s> {
    inner: &'s mut dyn Sink,
    interval: i64,
    sums: BTreeMap<Key, Sum>,
}

impl<'s> Traffic<'s> {
    /// Sums up over so many minutes.
    pub(crate) fn new(inner: &'s mut dyn Sink, minutes: i64) -> Self {
        Self { inner, interval: minutes * TICKS_PER_MINUTE, sums: BTreeMap::new() }
    }

    /// Hands on what is left.
    pub(crate) fn finish(mut self) -> Result<(), Refused> {
        self.hand_on(i64::MAX)
    }

    /// Hands on the intervals that begin before a time.
    fn hand_on(&mut self, before: i64) -> Result<(), Refused> {
        let mut out = Output::default();
        while let Some(entry) = self.sums.first_entry() {
            if entry.key().interval >= before {
                break;
            }
            let (key, sum) = entry.remove_entry();
            out.begin(sum.record);
            write(&key, &sum, self.interval, &mut out);
        }
        out.finish();
        out.done.into_iter().try_for_each(|rows| self.inner.rows(rows))
    }
}

/// The columns of tuples, by name.
struct Columns<'r> {
    rows: &'r Rows,
}

impl Columns<'_> {
    fn column(&self, name: &str) -> Option<&ArrayRef> {
        let place = self.rows.columns.iter().position(|column| *column.name == *name)?;
        Some(self.rows.batch.column(place))
    }

    fn text(&self, name: &str, row: usize) -> String {
        self.column(name).map(|array| array.as_string_view().value(row).to_owned()).unwrap_or_default()
    }

    fn int(&self, name: &str, row: usize) -> i32 {
        self.column(name).map(|array| array.as_primitive::<Int32Type>().value(row)).unwrap_or_default()
    }

    fn long(&self, name: &str, row: usize) -> i64 {
        let array = self.column(name).filter(|array| array.is_valid(row));
        array.map(|array| array.as_primitive::<Int64Type>().value(row)).unwrap_or_default()
    }
}

impl Sink for Traffic<'_> {
    fn rows(&mut self, rows: Rows) -> Result<(), Refused> {
        let columns = Columns { rows: &rows };
        let mut newest = 0;
        for row in 0..rows.batch.num_rows() {
            let text = |name: &str| columns.text(name, row);
            let time = columns.long("TimeGenerated", row);
            let interval = time - time.rem_euclid(self.interval);
            newest = newest.max(interval);
            let key = Key {
                interval,
                is_network: columns.column("IsNetwork").is_some_and(|array| array.as_boolean().value(row)),
                words: [
                    "Log",
                    "Target",
                    "Mac",
                    "AclGroup",
                    "Rule",
                    "Source",
                    "Destination",
                    "Protocol",
                    "Direction",
                    "Decision",
                    "Encryption",
                ]
                .map(text),
                port: columns.int("DestinationPort", row),
            };
            let sum = self.sums.entry(key).or_default();
            if sum.tuples == 0 {
                (sum.record, sum.first, sum.last) = (rows.records.value(row), time, time);
            }
            (sum.first, sum.last) = (sum.first.min(time), sum.last.max(time));
            sum.tuples += 1;
            sum.started += i64::from(columns.text("State", row) == "B");
            sum.ended += i64::from(columns.text("State", row) == "E");
            if sum.ports.len() < PORTS {
                sum.ports.insert(columns.int("SourcePort", row));
            }
            sum.packets_forth += columns.long("PacketsForth", row);
            sum.bytes_forth += columns.long("BytesForth", row);
            sum.packets_back += columns.long("PacketsBack", row);
            sum.bytes_back += columns.long("BytesBack", row);
        }
        self.hand_on(newest.saturating_sub(self.interval))
    }

    fn unparsed(&mut self, record: Unparsed) -> Result<(), Refused> {
        self.inner.unparsed(record)
    }

    fn counted(&mut self, counts: &Counts) -> Result<(), Refused> {
        self.inner.counted(counts)
    }
}

/// Whether an address is of a network of one's own.
fn is_private(address: &str) -> bool {
    match address.parse() {
        Ok(IpAddr::V4(v4)) => {
            let [first, second, ..] = v4.octets();
            // Shared by carriers, which Azure's networks may use too.
            let is_shared = first == 100 && (64..128).contains(&second);
            v4.is_private() || v4.is_link_local() || v4.is_loopback() || is_shared
        }
        Ok(IpAddr::V6(v6)) => v6.is_unique_local() || v6.is_unicast_link_local() || v6.is_loopback(),
        Err(_) => false,
    }
}

fn write(key: &Key, sum: &Sum, interval: i64, out: &mut Output) {
    let [_, _, _, _, _, source, destination, _, direction, decision, _] = &key.words;
    let is_inbound = direction == "I";
    let flows = if sum.started > 0 { sum.started } else { sum.tuples - sum.ended }.max(1);
    // What leaves the network's end is out.
    let forth = (sum.packets_forth, sum.bytes_forth);
    let back = (sum.packets_back, sum.bytes_back);
    let (outward, inward) = if is_inbound { (back, forth) } else { (forth, back) };
    let public = |address: &str| {
        let counts = [sum.started, sum.ended, outward.0, inward.0, outward.1, inward.1].map(|n| n.to_string());
        format!("{address}|{}", counts.join("|"))
    };
    let (source_is_public, destination_is_public) = (!is_private(source), !is_private(destination));
    let ends = Ends {
        source: if source_is_public { "" } else { source },
        source_public: if source_is_public { public(source) } else { String::new() },
        destination: if destination_is_public { "" } else { destination },
        destination_public: if destination_is_public { public(destination) } else { String::new() },
        kind: if source_is_public || destination_is_public { "ExternalPublic" } else { "Unknown Private" },
        flows: [(true, "A"), (false, "A"), (true, "D"), (false, "D")].map(|(inbound, of)| {
            let is_it = inbound == is_inbound && (decision == "D") == (of == "D");
            if is_it { flows } else { 0 }
        }),
        outward,
        inward,
    };
    if key.is_network {
        write_network(key, sum, interval, &ends, out)
    } else {
        write_group(key, sum, interval, &ends, out)
    }
}

/// The ends of flows, and their numbers.
struct Ends<'k> {
    source: &'k str,
    source_public: String,
    destination: &'k str,
    destination_public: String,
    kind: &'static str,
    /// Allowed in, allowed out, denied in, denied out.
    flows: [i64; 4],
    /// Packets and bytes.
    outward: (i64, i64),
    inward: (i64, i64),
}

fn longs(row: &mut Row<'_>, values: &[(&str, i64)]) {
    for (column, value) in values {
        row.set(column, Cell::Long(*value));
    }
}

fn texts(row: &mut Row<'_>, values: &[(&str, &str)]) {
    for (column, value) in values {
        row.text(column, value);
    }
}

fn write_group(key: &Key, sum: &Sum, interval: i64, ends: &Ends<'_>, out: &mut Output) {
    let [log, _, mac, _, rule, _, _, protocol, direction, decision, _] = &key.words;
    let parts = super::ResourceId::parse(log);
    let group = format!("{}/{}/{}", parts.subscription, parts.group, parts.name).to_lowercase();
    let mut row = out.row(&GROUPS);
    row.time(Some(sum.first));
    texts(
        &mut row,
        &[
            ("SubType_s", "FlowLog"),
            ("FASchemaVersion_s", "2"),
            ("FlowType_s", ends.kind),
            ("FlowDirection_s", direction),
            ("FlowStatus_s", decision),
            ("L4Protocol_s", protocol),
            ("SrcIP_s", ends.source),
            ("SrcPublicIPs_s", &ends.source_public),
            ("DestIP_s", ends.destination),
            ("DestPublicIPs_s", &ends.destination_public),
            ("NSGList_s", &group),
            ("NSGRule_s", rule),
            ("MACAddress_s", mac),
        ],
    );
    longs(
        &mut row,
        &[
            ("FlowIntervalStartTime_t", key.interval),
            ("FlowIntervalEndTime_t", key.interval + interval),
            ("FlowStartTime_t", sum.first),
            ("FlowEndTime_t", sum.last),
            ("DestPort_d", key.port.into()),
            ("AllowedInFlows_d", ends.flows[0]),
            ("AllowedOutFlows_d", ends.flows[1]),
            ("DeniedInFlows_d", ends.flows[2]),
            ("DeniedOutFlows_d", ends.flows[3]),
            ("FlowCount_d", ends.flows.iter().sum()),
            ("InboundPackets_d", ends.inward.0),
            ("OutboundPackets_d", ends.outward.0),
            ("InboundBytes_d", ends.inward.1),
            ("OutboundBytes_d", ends.outward.1),
        ],
    );
}

fn write_network(key: &Key, sum: &Sum, interval: i64, ends: &Ends<'_>, out: &mut Output) {
    let [log, target, mac, acl, rule, _, _, protocol, direction, decision, encryption] = &key.words;
    let Some(table) = documented::table("NTANetAnalytics") else { return };
    let ports = sum.ports.iter().map(ToString::to_string).collect::<Vec<_>>().join("|");
    let mut row = out.row(table);
    row.time(Some(sum.first));
    texts(
        &mut row,
        &[
            ("SubType", "FlowLog"),
            ("FaSchemaVersion", "3"),
            ("FlowType", ends.kind),
            ("FlowDirection", if direction == "I" { "Inbound" } else { "Outbound" }),
            ("FlowStatus", if decision == "D" { "Denied" } else { "Allowed" }),
            ("FlowEncryption", encryption),
            ("L4Protocol", protocol),
            ("SrcIp", ends.source),
            ("SrcPublicIps", &ends.source_public),
            ("SrcPorts", &ports),
            ("DestIp", ends.destination),
            ("DestPublicIps", &ends.destination_public),
            ("AclGroup", acl),
            ("AclRule", rule),
            ("MacAddress", mac),
            ("FlowLogResourceId", &log.to_lowercase()),
            ("TargetResourceId", &target.to_lowercase()),
        ],
    );
    longs(
        &mut row,
        &[
            ("FlowIntervalStartTime", key.interval),
            ("FlowIntervalEndTime", key.interval + interval),
            ("FlowStartTime", sum.first),
            ("FlowEndTime", sum.last),
            ("DestPort", key.port.into()),
            ("AllowedInFlows", ends.flows[0]),
            ("AllowedOutFlows", ends.flows[1]),
            ("DeniedInFlows", ends.flows[2]),
            ("DeniedOutFlows", ends.flows[3]),
            ("CompletedFlows", sum.ended),
            ("PacketsSrcToDest", sum.packets_forth),
            ("PacketsDestToSrc", sum.packets_back),
            ("BytesSrcToDest", sum.bytes_forth),
            ("BytesDestToSrc", sum.bytes_back),
        ],
    );
}
