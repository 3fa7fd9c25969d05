//! CEF, the Common Event Format of ArcSight.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::driver::{LineReader, Memory, Piece, read_lines};
use crate::rows::{Cell, Output, Row};
use crate::syslog::{self, Header};
use crate::tables::common_security_log::{self as table, Extensions};
use crate::time::{Stamp, YearClock, Zone, epoch, leading};
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
- `TimeGenerated` is `rt`, else `end`, else `start`, else the time of syslog's header. Sentinel stores the time of \
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
        read_lines(&Reader { zone: options.zone }, input, options, out)
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

/// What is kept from line to line.
pub(crate) struct State {
    pub(crate) years: Option<YearClock>,
    pub(crate) extensions: Extensions,
}

/// What stands before a CEF record, and the record's parts.
pub(crate) fn split(line: &str) -> Option<(&str, Record<'_>)> {
    let at = memchr::memmem::find(line.as_bytes(), b"CEF:")?;
    let mut rest = line[at + 4..].trim_start();
    let mut fields = [""; 7];
    for (index, field) in fields.iter_mut().enumerate() {
        let end = header_end(rest);
        // The severity ends the line where there is no extension.
        *field = rest.get(..end.unwrap_or(rest.len()))?;
        match end {
            Some(end) => rest = &rest[end + 1..],
            None if index == 6 => rest = "",
            None => return None,
        }
    }
    let is_version = !fields[0].is_empty() && fields[0].bytes().all(|b| b.is_ascii_digit() || b == b'.');
    is_version.then_some((&line[..at], Record { fields, extension: rest.trim() }))
}

/// A CEF record: version, vendor, product, version, class, name, severity, and the extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Record<'a> {
    fields: [&'a str; 7],
    extension: &'a str,
}

/// The next pipe that is not escaped.
fn header_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let at = from + memchr::memchr2(b'|', b'\\', &bytes[from..])?;
        if bytes[at] == b'|' {
            return Some(at);
        }
        from = (at + 2).min(bytes.len());
    }
}

/// Writes a record.
pub(crate) fn write(header: Header<'_>, record: Record<'_>, zone: Zone, state: &mut State, out: &mut Output) {
    let [_, vendor, product, version, class, name, severity] = record.fields.map(unescape);
    let mut row = out.row(&table::TABLE);
    row.text("DeviceVendor", &vendor);
    row.text("DeviceProduct", &product);
    row.text("DeviceVersion", &version);
    row.text("DeviceEventClassID", &class);
    row.text("Activity", &name);
    row.text("LogSeverity", &severity);
    row.text("Computer", header.host);
    state.extensions.clear();
    let arrived = header.time.and_then(|time| time.ticks(zone, state.years.as_mut()));
    let mut times = Times::new(zone, state.years);
    if memchr::memmem::find(record.extension.as_bytes(), b"dtz=").is_some() {
        let zone = pairs(record.extension).find(|(key, _)| *key == "dtz").and_then(|(_, value)| value.parse().ok());
        times.zone = zone.unwrap_or(times.zone);
    }
    for (key, value) in pairs(record.extension) {
        let value = unescape(value);
        if !set(&mut row, key, &value, &mut times) {
            state.extensions.add(key, &value);
        }
    }
    row.text("AdditionalExtensions", state.extensions.text());
    row.time(times.event().or(arrived));
    table::complete(&mut row);
}

/// The times of an extension.
pub(crate) struct Times {
    zone: Zone,
    years: Option<YearClock>,
    receipt: Option<i64>,
    start: Option<i64>,
    end: Option<i64>,
}

impl Times {
    /// None yet.
    pub(crate) fn new(zone: Zone, years: Option<YearClock>) -> Self {
        Self { zone, years, receipt: None, start: None, end: None }
    }

    /// When it happened.
    pub(crate) fn event(&self) -> Option<i64> {
        self.receipt.or(self.end).or(self.start)
    }

    fn read(&mut self, text: &str) -> Option<i64> {
        if let Some((ticks, "")) = epoch(text) {
            return Some(ticks);
        }
        match leading(text) {
            // A time without a year is of the year of its record.
            Some((stamp, rest)) if rest.trim().is_empty() => stamp.ticks(self.zone, self.years.clone().as_mut()),
            _ => None,
        }
    }
}

/// Sets the column of a key; false where there is none or the value does not fit.
pub(crate) fn set(row: &mut Row<'_>, key: &str, value: &str, times: &mut Times) -> bool {
    let Some(column) = COLUMNS.get(key) else { return false };
    match *column {
        "DeviceAction" => {
            table::action(row, value);
            true
        }
        "StartTime" | "EndTime" => {
            let ticks = times.read(value);
            if *column == "StartTime" { times.start = ticks } else { times.end = ticks }
            // What is no time is counted by the column.
            row.set(column, ticks.map_or(Cell::Text(value), Cell::Long))
        }
        "ReceiptTime" => {
            times.receipt = times.read(value);
            row.text(column, value)
        }
        column => row.text(column, value),
    }
}

/// The keys and values of an extension. A key stands behind a blank and before `=`; a value holds blanks.
fn pairs(extension: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut key = key_at(extension, 0);
    std::iter::from_fn(move || {
        let (start, end) = key?;
        let name = &extension[start..end];
        let only_known = matches!(name, "request" | "msg");
        let mut from = end + 1;
        let next = loop {
            let found = next_key(extension, from);
            match found {
                Some((start, end)) if only_known && !is_certain(&extension[start..end]) => from = end + 1,
                found => break found,
            }
        };
        let value_end = next.map_or(extension.len(), |(start, _)| start);
        key = next;
        Some((name, extension[end + 1..value_end].trim()))
    })
}

/// The next key behind a blank, from a place on.
fn next_key(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut from = from;
    loop {
        let equals = from + memchr::memchr(b'=', &text.as_bytes()[from..])?;
        let name = text.as_bytes()[..equals].iter().rev().take_while(|b| is_key(**b)).count();
        let start = equals - name;
        // The blank has to be behind the last key's `=`, or be it.
        if name > 0 && start > 0 && text.as_bytes()[start - 1] == b' ' {
            return Some((start, equals));
        }
        from = equals + 1;
    }
}

/// The key that begins at a place, or else the next.
fn key_at(text: &str, at: usize) -> Option<(usize, usize)> {
    let name = text.as_bytes()[at..].iter().take_while(|b| is_key(**b)).count();
    if name > 0 && text.as_bytes().get(at + name) == Some(&b'=') {
        return Some((at, at + name));
    }
    next_key(text, at)
}

/// Whether nobody would take it for a word of a text or a parameter of a URL.
fn is_certain(key: &str) -> bool {
    COLUMNS.contains_key(key) || key.bytes().skip(1).any(|b| b.is_ascii_uppercase())
}

fn is_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-')
}

fn unescape(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\\', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, chars.as_str().chars().next()) {
            ('\\', Some(escaped @ ('\\' | '=' | '|'))) => out.push(escaped),
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some('r')) => out.push('\r'),
            _ => {
                out.push(c);
                continue;
            }
        }
        chars.next();
    }
    Cow::Owned(out)
}

/// The column of each key.
static COLUMNS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    KEYS.lines().filter_map(|line| line.trim().split_once(' ')).map(|(key, column)| (key, column.trim())).collect()
});

/// Key and column, a line each.
const KEYS: &str = "\
    act DeviceAction
    app ApplicationProtocol
    c6a1 DeviceCustomIPv6Address1
    c6a1Label DeviceCustomIPv6Address1Label
    c6a2 DeviceCustomIPv6Address2
    c6a2Label DeviceCustomIPv6Address2Label
    c6a3 DeviceCustomIPv6Address3
    c6a3Label DeviceCustomIPv6Address3Label
    c6a4 DeviceCustomIPv6Address4
    c6a4Label DeviceCustomIPv6Address4Label
    cat DeviceEventCategory
    cfp1 DeviceCustomFloatingPoint1
    cfp1Label DeviceCustomFloatingPoint1Label
    cfp2 DeviceCustomFloatingPoint2
    cfp2Label DeviceCustomFloatingPoint2Label
    cfp3 DeviceCustomFloatingPoint3
    cfp3Label DeviceCustomFloatingPoint3Label
    cfp4 DeviceCustomFloatingPoint4
    cfp4Label DeviceCustomFloatingPoint4Label
    cn1 FieldDeviceCustomNumber1
    cn1Label DeviceCustomNumber1Label
    cn2 FieldDeviceCustomNumber2
    cn2Label DeviceCustomNumber2Label
    cn3 FieldDeviceCustomNumber3
    cn3Label DeviceCustomNumber3Label
    cnt EventCount
    cs1 DeviceCustomString1
    cs1Label DeviceCustomString1Label
    cs2 DeviceCustomString2
    cs2Label DeviceCustomString2Label
    cs3 DeviceCustomString3
    cs3Label DeviceCustomString3Label
    cs4 DeviceCustomString4
    cs4Label DeviceCustomString4Label
    cs5 DeviceCustomString5
    cs5Label DeviceCustomString5Label
    cs6 DeviceCustomString6
    cs6Label DeviceCustomString6Label
    destinationDnsDomain DestinationDnsDomain
    destinationServiceName DestinationServiceName
    destinationTranslatedAddress DestinationTranslatedAddress
    destinationTranslatedPort DestinationTranslatedPort
    deviceCustomDate1 DeviceCustomDate1
    deviceCustomDate1Label DeviceCustomDate1Label
    deviceCustomDate2 DeviceCustomDate2
    deviceCustomDate2Label DeviceCustomDate2Label
    deviceDirection CommunicationDirection
    deviceDnsDomain DeviceDnsDomain
    deviceExternalId DeviceExternalID
    deviceFacility DeviceFacility
    deviceInboundInterface DeviceInboundInterface
    deviceNtDomain DeviceNtDomain
    deviceOutboundInterface DeviceOutboundInterface
    devicePayloadId DevicePayloadId
    deviceProcessName ProcessName
    deviceTranslatedAddress DeviceTranslatedAddress
    dhost DestinationHostName
    dmac DestinationMACAddress
    dntdom DestinationNTDomain
    dpid DestinationProcessId
    dpriv DestinationUserPrivileges
    dproc DestinationProcessName
    dpt DestinationPort
    dst DestinationIP
    dtz DeviceTimeZone
    duid DestinationUserID
    duser DestinationUserName
    dvc DeviceAddress
    dvchost DeviceName
    dvcmac DeviceMacAddress
    dvcpid ProcessID
    end EndTime
    externalId ExtID
    fileCreateTime FileCreateTime
    fileHash FileHash
    fileId FileID
    fileModificationTime FileModificationTime
    filePath FilePath
    filePermission FilePermission
    fileType FileType
    flexDate1 FlexDate1
    flexDate1Label FlexDate1Label
    flexNumber1 FlexNumber1
    flexNumber1Label FlexNumber1Label
    flexNumber2 FlexNumber2
    flexNumber2Label FlexNumber2Label
    flexString1 FlexString1
    flexString1Label FlexString1Label
    flexString2 FlexString2
    flexString2Label FlexString2Label
    fname FileName
    fsize FileSize
    in ReceivedBytes
    msg Message
    oldFileCreateTime OldFileCreateTime
    oldFileHash OldFileHash
    oldFileId OldFileID
    oldFileModificationTime OldFileModificationTime
    oldFileName OldFileName
    oldFilePath OldFilePath
    oldFilePermission OldFilePermission
    oldFileSize OldFileSize
    oldFileType OldFileType
    out SentBytes
    outcome EventOutcome
    proto Protocol
    reason Reason
    request RequestURL
    requestClientApplication RequestClientApplication
    requestContext RequestContext
    requestCookies RequestCookies
    requestMethod RequestMethod
    rt ReceiptTime
    shost SourceHostName
    smac SourceMACAddress
    sntdom SourceNTDomain
    sourceDnsDomain SourceDnsDomain
    sourceServiceName SourceServiceName
    sourceTranslatedAddress SourceTranslatedAddress
    sourceTranslatedPort SourceTranslatedPort
    spid SourceProcessId
    spriv SourceUserPrivileges
    sproc SourceProcessName
    spt SourcePort
    src SourceIP
    start StartTime
    suid SourceUserID
    suser SourceUserName
    type EventType";
