//! Logs of FortiGate in their own form.

use crate::driver::{LineReader, Memory, Piece, read_lines};
use crate::cef::{self, State, Times};
use crate::rows::Output;
use crate::syslog;
use crate::tables::common_security_log::{self as table, Extensions};
use crate::time::{Stamp, Zone, epoch, leading};
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: FortiGate = FortiGate;

/// See [`PAGE`].
pub(crate) struct FortiGate;

static PAGE: Page = Page {
    name: "fortigate",
    title: "FortiGate (native)",
    summary: "Lines `date=… devid=… logid=…` become the rows of `CommonSecurityLog` that FortiGate's own CEF would become.",
    told_by: "`logid=`, `type=` and `devid=` or `devname=` in a line",
    notes: "\
- Keys become those of \"CEF support\" in the FortiOS log reference, and these their columns as in [CEF](cef.md); all \
others are in `AdditionalExtensions` with `FTNTFGT` in front.
- `DeviceEventClassID` is the last five digits of `logid`, `Activity` is `type:subtype` and the action, \
`DeviceEventCategory` is `type:subtype`, `LogSeverity` is that of FortiOS (`notice` is 3). `DeviceVersion` is not in \
these logs.
- `sentbyte` is `SentBytes`, `rcvdbyte` is `ReceivedBytes`.
- `TimeGenerated` is `eventtime`, else `date` and `time` in the zone `tz`, else in that of `--timezone`.",
    options: &[],
    tables: &[&table::TABLE],
    sources: &["<https://docs.fortinet.com/document/fortigate/7.4.0/fortios-log-message-reference/>"],
    example: Example {
        file: "fortigate.log",
        input: "date=2026-01-15 time=10:11:12 devname=\"fgt-01\" devid=\"FG100F\" eventtime=1768471872123456789 tz=\"+0000\" logid=\"0000000013\" type=\"traffic\" subtype=\"forward\" level=\"notice\" vd=\"root\" srcip=10.1.2.3 srcport=50321 srcintf=\"port2\" dstip=198.51.100.7 dstport=443 dstintf=\"port1\" policyid=10 sessionid=910000 proto=6 action=\"close\" service=\"HTTPS\" sentbyte=2400 rcvdbyte=61000\n",
        rows: r#"{"table":"CommonSecurityLog","TimeGenerated":"2026-01-15T10:11:12.1234567Z","DeviceVendor":"Fortinet","DeviceProduct":"Fortigate","DeviceEventClassID":"00013","Activity":"traffic:forward close","LogSeverity":"3","Computer":"fgt-01","DeviceAction":"close","SimplifiedDeviceAction":"close","ApplicationProtocol":"HTTPS","DeviceEventCategory":"traffic:forward","ExtID":"910000","ReceivedBytes":61000,"SentBytes":2400,"Protocol":"6","SourceIP":"10.1.2.3","SourcePort":50321,"DestinationIP":"198.51.100.7","DestinationPort":443,"DeviceName":"fgt-01","DeviceExternalID":"FG100F","DeviceInboundInterface":"port2","DeviceOutboundInterface":"port1","AdditionalExtensions":"FTNTFGTeventtime=1768471872123456789;FTNTFGTtz=+0000;FTNTFGTlogid=0000000013;FTNTFGTsubtype=forward;FTNTFGTlevel=notice;FTNTFGTvd=root;FTNTFGTpolicyid=10","SourceSystem":"OpsManager"}"#,
    },
};

impl Format for FortiGate {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        head.most_lines(|line| begin(line).is_some()).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_lines(&Reader { zone: options.zone() }, input, options, out)
    }
}

/// What stands before the pairs, and the pairs.
fn begin(line: &str) -> Option<(&str, &str)> {
    let has = |key: &str| line.contains(key);
    if !(has("logid=") && has("type=") && (has("devid=") || has("devname="))) {
        return None;
    }
    let first = ["date=", "logver=", "timestamp=", "devname=", "eventtime="];
    let start = first.iter().filter_map(|key| line.find(key)).min()?;
    Some((&line[..start], &line[start..]))
}

/// The keys and values of a line; a value in quotes may hold blanks and escaped quotes.
fn pairs(text: &str) -> Vec<(&str, &str)> {
    let mut pairs = Vec::with_capacity(48);
    let mut rest = text;
    while let Some((key, value)) = rest.split_once('=') {
        let key = key.trim_start();
        let key = key.rsplit(' ').next().unwrap_or(key);
        let end = match value.strip_prefix('"') {
            Some(inner) => closing(inner).map(|at| (1, at + 1, at + 2)),
            None => None,
        };
        let (from, to, next) = end.unwrap_or_else(|| {
            let end = value.find(' ').unwrap_or(value.len());
            (0, end, end)
        });
        pairs.push((key, &value[from..to]));
        rest = value.get(next..).unwrap_or_default();
    }
    pairs
}

/// Where the quote is that is not escaped.
fn closing(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + memchr::memchr2(b'"', b'\\', text.as_bytes().get(from..)?)?;
        if text.as_bytes()[at] == b'"' {
            return Some(at);
        }
        from = at + 2;
    }
}

/// The key that FortiOS writes in CEF for one of its own; none for those that get its prefix.
fn cef_key(key: &str) -> Option<&'static str> {
    Some(match key {
        "devid" => "deviceExternalId",
        "devname" => "dvchost",
        "srcip" => "src",
        "srcport" => "spt",
        "srcname" => "shost",
        "srcmac" => "smac",
        "srcintf" => "deviceInboundInterface",
        "dstip" => "dst",
        "dstport" => "dpt",
        "dstname" | "hostname" => "dhost",
        "dstmac" => "dmac",
        "dstintf" => "deviceOutboundInterface",
        "transip" => "sourceTranslatedAddress",
        "transport" => "sourceTranslatedPort",
        "tranip" => "destinationTranslatedAddress",
        "tranport" => "destinationTranslatedPort",
        "sessionid" => "externalId",
        "proto" => "proto",
        "action" => "act",
        "service" => "app",
        "sentbyte" => "out",
        "rcvdbyte" => "in",
        "user" => "suser",
        "dstuser" => "duser",
        "url" => "request",
        "agent" => "requestClientApplication",
        "httpmethod" => "requestMethod",
        "filename" => "fname",
        "filesize" => "fsize",
        "msg" => "msg",
        "reason" => "reason",
        "status" => "outcome",
        "sender" => "suser",
        "recipient" => "duser",
        _ => return None,
    })
}

fn severity(level: &str) -> &'static str {
    match level {
        "emergency" => "8",
        "alert" => "7",
        "critical" => "6",
        "error" => "5",
        "warning" => "4",
        "notice" => "3",
        "information" => "2",
        "debug" => "1",
        _ => "",
    }
}

struct Reader {
    zone: Zone,
}

impl LineReader for Reader {
    type State = State;

    const MEMORY: Memory = Memory::Years;

    fn begin(&self, piece: &Piece) -> State {
        State { years: piece.years, extensions: Extensions::default() }
    }

    fn line(&self, line: &str, state: &mut State, out: &mut Output) -> Result<(), &'static str> {
        let (before, text) = begin(line).ok_or("no log of FortiGate")?;
        let pairs = pairs(text);
        let get = |wanted: &str| pairs.iter().find(|(key, _)| *key == wanted).map_or("", |(_, value)| *value);
        let header = syslog::header(before);
        let arrived = header.time.and_then(|time| time.ticks(self.zone, state.years.as_mut()));
        let (kind, subtype, number) = (get("type"), get("subtype"), get("logid"));
        let category = format!("{kind}:{subtype}");
        let activity = format!("{category} {}", get("action"));
        let mut row = out.row(&table::TABLE);
        row.text("DeviceVendor", "Fortinet");
        row.text("DeviceProduct", "Fortigate");
        row.text("DeviceEventClassID", number.get(number.len().saturating_sub(5)..).unwrap_or(number));
        row.text("Activity", activity.trim_end());
        row.text("LogSeverity", severity(get("level")));
        row.text("DeviceEventCategory", &category);
        row.text("Computer", if header.host.is_empty() { get("devname") } else { header.host });
        let mut times = Times::new(self.zone, state.years);
        state.extensions.clear();
        for (key, value) in &pairs {
            if matches!(*key, "date" | "time" | "type") || value.is_empty() {
                continue;
            }
            // An escaped quote or backslash stands for itself.
            let value = if value.contains('\\') { value.replace("\\\"", "\"").replace("\\\\", "\\") } else { (*value).to_owned() };
            if !cef_key(key).is_some_and(|key| cef::set(&mut row, key, &value, &mut times)) {
                state.extensions.add(&format!("FTNTFGT{key}"), &value);
            }
        }
        row.text("AdditionalExtensions", state.extensions.text());
        let event = epoch(get("eventtime")).map(|(ticks, _)| ticks);
        let local = format!("{}T{}{}", get("date"), get("time"), get("tz"));
        let local = || leading(&local).and_then(|(stamp, _)| stamp.ticks(self.zone, None));
        row.time(event.or_else(local).or(arrived));
        table::complete(&mut row);
        Ok(())
    }

    fn stamp(&self, line: &str) -> Option<Stamp> {
        syslog::stamp(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values() {
        for (text, expected) in [
            ("a=1 b=\"x y\" c=\"\" d=z", &[("a", "1"), ("b", "x y"), ("c", ""), ("d", "z")][..]),
            ("a=\"q \\\"in\\\" q\" b=2", &[("a", "q \\\"in\\\" q"), ("b", "2")]),
            ("a=\"open b=2", &[("a", "\"open"), ("b", "2")]),
            ("a=", &[("a", "")]),
            ("words a=1", &[("a", "1")]),
            ("", &[]),
        ] {
            assert_eq!(pairs(text), expected, "{text}");
        }
    }
}
