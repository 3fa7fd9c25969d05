//! Logs of PAN-OS in their own form.

use std::borrow::Cow;

use crate::driver::{LineReader, Memory, Piece, read_lines};
use crate::cef::{self, State, Times};
use crate::rows::{Output, Row};
use crate::syslog;
use crate::tables::common_security_log::{self as table, Extensions};
use crate::text::csv_fields;
use crate::time::{Stamp, Zone, leading};
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: PanOs = PanOs;

/// See [`PAGE`].
pub(crate) struct PanOs;

static PAGE: Page = Page {
    name: "panos",
    title: "PAN-OS (native)",
    summary: "Comma-separated lines of PAN-OS become the rows of `CommonSecurityLog` that Palo Alto's own CEF would become.",
    told_by: "a date, a serial number and a type (`TRAFFIC`, `THREAT` …) in the second to fourth of many fields",
    notes: "\
- Fields are told by their place, for `TRAFFIC`, `THREAT`, `SYSTEM` and `CONFIG`, and become the keys of Palo Alto's \
template for CEF: `cs1` is the rule, `cs2` the URL category, `cs3` the virtual system, `cs4` and `cs5` the zones, `cs6` \
the log profile, `cn1` the session, `cn2` the packets, `cn3` the seconds, `flexNumber1` the bytes.
- Bytes sent are `SentBytes`, bytes received `ReceivedBytes`, seen from who began the session. Templates in the field \
differ in this.
- Other types have their line in `Message`. `DeviceVersion` is not in these logs.
- `TimeGenerated` is the time when the log was received, in the zone of `--timezone`; that when it was generated is \
`StartTime`.",
    options: &[],
    tables: &[&table::TABLE],
    sources: &[
        "<https://docs.paloaltonetworks.com/pan-os/11-1/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions>",
    ],
    example: Example {
        file: "pan.log",
        input: "Jan 15 10:11:13 fw1 1,2026/01/15 10:11:12,0018010,TRAFFIC,end,2561,2026/01/15 10:11:12,10.1.2.3,198.51.100.7,192.0.2.1,198.51.100.7,out,ada,,ssl,vsys1,trust,untrust,eth1,eth2,log,2026/01/15 10:11:12,71,1,50321,443,60001,443,0x400053,tcp,allow,63400,2400,61000,71,2026/01/15 10:11:08,4,any,,9001,0x0,10.0.0.0-10.255.255.255,DE,,3,68,tcp-fin\n",
        rows: r#"{"table":"CommonSecurityLog","TimeGenerated":"2026-01-15T10:11:12.0000000Z","DeviceVendor":"Palo Alto Networks","DeviceProduct":"PAN-OS","DeviceEventClassID":"end","Activity":"TRAFFIC","LogSeverity":"3","Computer":"fw1","DeviceAction":"allow","SimplifiedDeviceAction":"allow","ApplicationProtocol":"ssl","EventCount":1,"ExtID":"9001","ReceivedBytes":61000,"SentBytes":2400,"Protocol":"tcp","Reason":"tcp-fin","ReceiptTime":"2026/01/15 10:11:12","StartTime":"2026-01-15T10:11:08.0000000Z","SourceIP":"10.1.2.3","SourcePort":50321,"SourceUserName":"ada","SourceTranslatedAddress":"192.0.2.1","SourceTranslatedPort":60001,"DestinationIP":"198.51.100.7","DestinationPort":443,"DestinationTranslatedAddress":"198.51.100.7","DestinationTranslatedPort":443,"DeviceExternalID":"0018010","DeviceInboundInterface":"eth1","DeviceOutboundInterface":"eth2","DeviceCustomString1":"out","DeviceCustomString1Label":"Rule","DeviceCustomString2":"any","DeviceCustomString2Label":"URL Category","DeviceCustomString3":"vsys1","DeviceCustomString3Label":"Virtual System","DeviceCustomString4":"trust","DeviceCustomString4Label":"Source Zone","DeviceCustomString5":"untrust","DeviceCustomString5Label":"Destination Zone","DeviceCustomString6":"log","DeviceCustomString6Label":"LogProfile","FieldDeviceCustomNumber1":71,"DeviceCustomNumber1Label":"SessionID","FieldDeviceCustomNumber2":71,"DeviceCustomNumber2Label":"Packets","FieldDeviceCustomNumber3":4,"DeviceCustomNumber3Label":"Elapsed time in seconds","FlexNumber1":63400,"FlexNumber1Label":"Total bytes","FlexString1":"0x400053","FlexString1Label":"Flags","AdditionalExtensions":"PanOSActionFlags=0x0;PanOSSourceLocation=10.0.0.0-10.255.255.255;PanOSDestinationLocation=DE;PanOSPacketsSent=3;PanOSPacketsReceived=68","SourceSystem":"OpsManager"}"#,
    },
};

/// The key of each field by its place, from the seventh on, where all types begin to differ; `-` has none. A key of
/// CEF's custom fields has its label behind it.
const TRAFFIC: &str = "\
    - src dst sourceTranslatedAddress destinationTranslatedAddress cs1:Rule suser duser app cs3:Virtual_System \
    cs4:Source_Zone cs5:Destination_Zone deviceInboundInterface deviceOutboundInterface cs6:LogProfile - \
    cn1:SessionID cnt spt dpt sourceTranslatedPort destinationTranslatedPort flexString1:Flags proto act \
    flexNumber1:Total_bytes out in cn2:Packets start cn3:Elapsed_time_in_seconds cs2:URL_Category - externalId \
    PanOSActionFlags PanOSSourceLocation PanOSDestinationLocation - PanOSPacketsSent PanOSPacketsReceived reason \
    PanOSDGl1 PanOSDGl2 PanOSDGl3 PanOSDGl4 PanOSVsysName dvchost cat";
const THREAT: &str = "\
    - src dst sourceTranslatedAddress destinationTranslatedAddress cs1:Rule suser duser app cs3:Virtual_System \
    cs4:Source_Zone cs5:Destination_Zone deviceInboundInterface deviceOutboundInterface cs6:LogProfile - \
    cn1:SessionID cnt spt dpt sourceTranslatedPort destinationTranslatedPort flexString1:Flags proto act request cat \
    cs2:URL_Category - flexString2:Direction externalId PanOSActionFlags PanOSSourceLocation \
    PanOSDestinationLocation - PanOSContentType fileId fileHash PanOSCloud PanOSURLIndex requestClientApplication \
    fileType PanOSXForwarderfor PanOSReferer PanOSSender PanOSSubject PanOSRecipient PanOSReportID PanOSDGl1 \
    PanOSDGl2 PanOSDGl3 PanOSDGl4 PanOSVsysName dvchost";
const SYSTEM: &str = "\
    - cs3:Virtual_System cat fname - - flexString2:Module - msg externalId PanOSActionFlags PanOSDGl1 PanOSDGl2 \
    PanOSDGl3 PanOSDGl4 PanOSVsysName dvchost";
const CONFIG: &str = "\
    - dvc cs3:Virtual_System act suser destinationServiceName outcome msg externalId PanOSActionFlags";

impl Format for PanOs {
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

/// What stands before a record, and the record: its second field is a date, its fourth a type.
fn begin(line: &str) -> Option<(&str, &str)> {
    let (first, rest) = line.split_once(',')?;
    let start = first.rfind(' ').map_or(0, |at| at + 1);
    let mut fields = rest.splitn(4, ',');
    let (date, _serial, kind) = (fields.next()?, fields.next()?, fields.next()?);
    let is_date = leading(date).is_some_and(|(_, rest)| rest.is_empty());
    let is_kind = kind.len() > 2 && kind.bytes().all(|b| b.is_ascii_uppercase() || b == b'-' || b.is_ascii_digit());
    (is_date && is_kind && fields.next()?.contains(',')).then_some((&line[..start], &line[start..]))
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
        let (before, record) = begin(line).ok_or("no log of PAN-OS")?;
        let fields = csv_fields(record);
        let [_, received, serial, kind, subtype, _, rest @ ..] = fields.as_slice() else {
            return Err("too few fields for a log of PAN-OS");
        };
        let header = syslog::header(before);
        let mut row = out.row(&table::TABLE);
        row.text("DeviceVendor", "Palo Alto Networks");
        row.text("DeviceProduct", "PAN-OS");
        row.text("DeviceEventClassID", subtype);
        row.text("Activity", kind);
        row.text("Computer", header.host);
        row.text("DeviceExternalID", serial);
        let mut times = Times::new(self.zone, state.years);
        cef::set(&mut row, "rt", received, &mut times);
        state.extensions.clear();
        let (keys, severity) = match &**kind {
            "TRAFFIC" => (TRAFFIC, Some("3")),
            "THREAT" => (THREAT, rest.get(28).map(|word| severity(word))),
            "SYSTEM" => (SYSTEM, rest.get(7).map(|word| severity(word))),
            "CONFIG" => (CONFIG, Some("3")),
            _ => ("", None),
        };
        if keys.is_empty() {
            row.text("Message", record);
        }
        row.text("LogSeverity", severity.unwrap_or_default());
        write(&mut row, keys, rest, &mut times, state);
        row.text("AdditionalExtensions", state.extensions.text());
        row.time(times.event());
        table::complete(&mut row);
        Ok(())
    }

    fn stamp(&self, line: &str) -> Option<Stamp> {
        syslog::stamp(line)
    }
}

fn write(row: &mut Row<'_>, keys: &str, fields: &[Cow<'_, str>], times: &mut Times, state: &mut State) {
    for (key, value) in keys.split_ascii_whitespace().zip(fields) {
        if key == "-" || value.is_empty() {
            continue;
        }
        let (key, label) = key.split_once(':').unwrap_or((key, ""));
        if !cef::set(row, key, value, times) {
            state.extensions.add(key, value);
        }
        if !label.is_empty() {
            cef::set(row, &format!("{key}Label"), &label.replace('_', " "), times);
        }
    }
}

/// The number of a severity in Palo Alto's template.
fn severity(word: &str) -> &'static str {
    match word {
        "critical" => "5",
        "high" => "4",
        "medium" => "3",
        "low" => "2",
        "informational" => "1",
        _ => "",
    }
}
