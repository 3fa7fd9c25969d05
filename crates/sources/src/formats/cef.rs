//! CEF, the Common Event Format of ArcSight.

use crate::cef::{State, split, write};
use crate::driver::{LineReader, Memory, Piece, read_lines};
use crate::rows::Output;
use crate::syslog;
use crate::tables::common_security_log::{self as table, Extensions};
use crate::time::{Stamp, Zone};
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: Cef = Cef;

/// See [`PAGE`].
pub(crate) struct Cef;

static PAGE: Page = Page {
    name: "cef",
    title: "Common Event Format (CEF)",
    summary: "Lines with `CEF:0|`, bare or behind any syslog header, become rows of `CommonSecurityLog`.",
    told_by: "`CEF:` and its seven fields in most lines",
    notes: "\
- The seven fields of the header become `DeviceVendor`, `DeviceProduct`, `DeviceVersion`, `DeviceEventClassID`, \
`Activity` and `LogSeverity` as they were sent; syslog's host becomes `Computer`.
- Keys of the extension have the columns of Microsoft's mapping since 28 February 2023: `cn1` is \
`FieldDeviceCustomNumber1`, `externalId` is `ExtID`, `cat`, `outcome` and `reason` have columns of their own.
- Every other key is in `AdditionalExtensions` as `key=value;…` in the order of the line, and so are values that do \
not fit their column: these are counted besides.
- A key is letters, digits, `_`, `.` and `-` between a blank and `=`. Inside of `request` and `msg`, which hold URLs \
and texts, only keys of the mapping end the value, and keys with a capital letter inside, as vendors name theirs.
- Escapes (`\\=`, `\\\\`, `\\|`, `\\n`, `\\r`) are taken away.
- `TimeGenerated` is `rt`, else `end`, else `start`, else `FTNTFGTeventtime`, which FortiGate writes, else the time of \
syslog's header. Sentinel stores the time of \
arrival at the collector, which a file does not have. A record without any time has none.
- `StartTime` and `EndTime` read milliseconds since 1970 too, which Microsoft's collector leaves in \
`AdditionalExtensions`. Times without a zone are in that of `dtz`, else in that of `--timezone`.
- `SimplifiedDeviceAction` is `Deny` for `Denied`, else the action.
- Zscaler's NSS feeds, Check Point's Log Exporter, Palo Alto's and Fortinet's CEF are all this.",
    options: &[],
    tables: &[&table::TABLE],
    sources: &[
        "<https://learn.microsoft.com/azure/sentinel/cef-name-mapping>",
        "<https://learn.microsoft.com/azure/azure-monitor/reference/tables/commonsecuritylog>",
    ],
    example: Example {
        file: "fw.log",
        input: r"Jan 15 10:11:12 fw1 CEF:0|Harebell|Gate|11.1|end|TRAFFIC|3|rt=Jan 15 2026 10:11:11 src=10.1.2.3 spt=50321 dst=198.51.100.7 dpt=443 act=Denied cs1=a\=b cs1Label=Rule cn1=71 request=https://www.example/q?hl=en&x=1 HarebellZone=branch start=1768471870000
",
        rows: r#"{"table":"CommonSecurityLog","TimeGenerated":"2026-01-15T10:11:11.0000000Z","DeviceVendor":"Harebell","DeviceProduct":"Gate","DeviceVersion":"11.1","DeviceEventClassID":"end","Activity":"TRAFFIC","LogSeverity":"3","Computer":"fw1","DeviceAction":"Denied","SimplifiedDeviceAction":"Deny","RequestURL":"https://www.example/q?hl=en&x=1","ReceiptTime":"Jan 15 2026 10:11:11","StartTime":"2026-01-15T10:11:10.0000000Z","SourceIP":"10.1.2.3","SourcePort":50321,"DestinationIP":"198.51.100.7","DestinationPort":443,"DeviceCustomString1":"a=b","DeviceCustomString1Label":"Rule","FieldDeviceCustomNumber1":71,"AdditionalExtensions":"HarebellZone=branch","SourceSystem":"OpsManager"}"#,
    },
};

impl Format for Cef {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        head.most_lines(|line| split(line).is_some()).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_lines(&Reader { zone: options.zone() }, input, options, out)
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
        let (before, record) = split(line).ok_or("no CEF record")?;
        write(syslog::header(before), record, self.zone, state, out);
        Ok(())
    }

    fn stamp(&self, line: &str) -> Option<Stamp> {
        syslog::stamp(line)
    }
}
