//! EVTX, the files of the Windows event log.

use std::sync::{Arc, LazyLock};

use evtx::{EvtxChunkData, EvtxRecordHeader, ParserSettings};

use crate::driver::{BlockReader, read_blocks};
use crate::rows::Output;
use crate::windows::{self, Route};
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: Evtx = Evtx;

/// See [`PAGE`].
pub(crate) struct Evtx;

static PAGE: Page = Page {
    name: "evtx",
    title: "Windows event log (EVTX)",
    summary: "The security log and AppLocker's decisions become rows of `SecurityEvent`, all other logs rows of `Event`.",
    told_by: "`ElfFile` at the beginning, or `ElfChnk` where the first chunk is",
    notes: "\
- `TimeGenerated` is the event's own time, and the channel and computer are the record's own, also in \
`ForwardedEvents.evtx`.
- The option `windows-event` sends what is no audit to `WindowsEvent` instead of `Event`, the option `forwarded` all \
events, as the connector of forwarded events does. Sentinel's parsers read Sysmon from both tables: filling both would \
double what is found.
- `SecurityEvent`: each value of the event that has a column is there as Windows writes it (`%%1936`, `0x824`). \
`EventData` has all values besides, but is empty for 4624, 4625, 4662 and 4688, as in workspaces; there some other \
events (4656, 5156 …) have `EventData` only. `Activity` is the number with its title, or the number alone.
- `Account` is the target of 4624 and 4625, else the subject, else the target. `AccountType` is `Machine` for names \
that end in `$` and the system's own accounts.
- `Event`: `EventData` stands in the agent's `<DataItem>`, without white space. The message is not in the file: \
`RenderedDescription` is empty unless the event was forwarded with its text. `UserName` is the name of the system's own \
accounts, else the identifier.
- `WindowsEvent`: `EventData` is one flat bag whose values are all strings; a name that comes again is numbered, and \
values without a name are `Data`, `Data_1` …. Sysmon's times are datetimes.
- A chunk whose checksum does not fit is read as it stands, and noted; what is damaged in it is kept as unparsed. A file \
that is cut keeps every whole record.",
    options: &windows::OPTIONS,
    tables: &windows::TABLES,
    sources: &[
        "<https://learn.microsoft.com/azure/azure-monitor/reference/tables/securityevent>",
        "<https://learn.microsoft.com/azure/azure-monitor/reference/tables/event>",
        "<https://learn.microsoft.com/azure/azure-monitor/reference/tables/windowsevent>",
        "<https://learn.microsoft.com/windows-server/identity/ad-ds/plan/appendix-l--events-to-monitor>",
        "rows of both agents in <https://github.com/OTRF/Security-Datasets>",
    ],
    // The bytes of a log are no text: the example of `evtx-dump` has the same event.
    example: Example { file: "Security.evtx", input: "ElfFile\0", rows: "" },
};

impl Format for Evtx {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let is_log = head.bytes().starts_with(b"ElfFile\0")
            || head.bytes().get(Reader::HEADER..).is_some_and(|chunk| chunk.starts_with(CHUNK));
        is_log.then_some(Certainty::Certain)
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_blocks(&Reader { route: Route::of(options) }, input, out)
    }
}

/// How a chunk begins.
const CHUNK: &[u8] = b"ElfChnk\0";

static SETTINGS: LazyLock<Arc<ParserSettings>> = LazyLock::new(|| Arc::new(ParserSettings::default().indent(false)));

struct Reader {
    route: Route,
}

impl BlockReader for Reader {
    const HEADER: usize = 4_096;

    const BLOCK: usize = 65_536;

    fn block(&self, block: &[u8], offset: u64, first: i64, out: &mut Output) {
        // Windows makes files longer before it fills them.
        if block.iter().all(|b| *b == 0) {
            return;
        }
        let is_whole = block.len() == Self::BLOCK;
        let mut bytes = block.to_vec();
        bytes.resize(Self::BLOCK, 0);
        let Ok(mut data) = EvtxChunkData::new(bytes, false) else {
            out.begin(first);
            out.unparsed(offset, "no chunk of events where one should be", block);
            return;
        };
        if !is_whole {
            out.note("the file ends inside of a chunk");
        } else if !data.validate_checksum() {
            out.note("a chunk's checksum does not fit: it is damaged, or was copied while it was written");
        }
        let mut number = first;
        let mut damaged = Vec::new();
        match data.parse(Arc::clone(&SETTINGS)) {
            Ok(mut chunk) => {
                for record in chunk.iter() {
                    out.begin(number);
                    let id = record.as_ref().map(|record| record.event_record_id).ok();
                    let xml = record.and_then(evtx::EvtxRecord::into_xml);
                    let event = xml.map_err(|_| "a damaged record").and_then(|xml| {
                        windows::parse(&xml.data).map(|event| self.route.write(&event, out))
                    });
                    if let Err(reason) = event {
                        damaged.push((number, id, reason));
                    }
                    number += 1;
                }
            }
            Err(_) => {
                out.begin(number);
                damaged.push((number, None, "a damaged chunk"));
            }
        }
        for (number, id, reason) in damaged {
            let range = id.and_then(|id| find(block, id)).unwrap_or(0..0);
            out.unparsed_as(number, offset + range.start as u64, reason, &block[range]);
        }
    }
}

/// Where the record of that number lies in a chunk.
fn find(block: &[u8], id: u64) -> Option<std::ops::Range<usize>> {
    let begins = memchr::memmem::find_iter(block, b"**\0\0");
    begins.filter_map(|at| Some((at, EvtxRecordHeader::from_bytes(block.get(at..)?).ok()?))).find_map(|(at, header)| {
        let end = at.checked_add(usize::try_from(header.data_size).ok()?)?.min(block.len());
        (header.event_record_id == id).then_some(at..end)
    })
}
