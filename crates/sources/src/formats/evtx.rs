//! EVTX, the files of the Windows event log.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use evtx::err::EvtxError;
use evtx::{EvtxChunkData, EvtxChunkHeader, EvtxRecord, EvtxRecordHeader, ParserSettings};

use crate::driver::{BlockReader, read_blocks};
use crate::rows::Output;
use crate::windows::{self, Route};
use crate::{Certainty, Counts, Example, Format, Head, Input, Options, Page, Sink, SourceError};

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
`RenderedDescription` is empty unless the event was forwarded with its text, or the log was saved with its messages: \
`LocaleMetaData/NAME_1033.MTA` beside `NAME.evtx` is read with it (English before other languages; not inside of archives). `UserName` is the name of the system's own \
accounts, else the identifier.
- `WindowsEvent`: `EventData` is one flat bag whose values are all strings; a name that comes again is numbered, and \
values without a name are `Data`, `Data_1` …. Sysmon's times are datetimes.
- Nothing is lost without a word: the records that a chunk's header counts and that cannot be read (the file is cut, a \
record is damaged) are unparsed, each with its reason. A chunk whose checksum does not fit is read as it stands; where \
all of its records can be read, the chunk itself is one unparsed record, because their values may be wrong. So are \
chunks that the file's header counts and that are not there. A file too short for a chunk is refused.",
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
        let is_log = head.bytes().starts_with(FILE)
            || head.bytes().get(Reader::HEADER..).is_some_and(|chunk| chunk.starts_with(CHUNK));
        is_log.then_some(Certainty::Certain)
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        let mut settings = Arc::clone(&SETTINGS);
        match input.place().map_or(Ok(None), windows::messages_beside) {
            Ok(None) => {}
            Ok(messages) => settings = Arc::new(ParserSettings::clone(&SETTINGS).mta(messages)),
            Err(note) => out.counted(&Counts { notes: [(note, 1)].into(), ..Counts::default() })?,
        }
        read_blocks(Reader { route: Route::of(options), settings, chunks: Ok(0) }, input, out)
    }
}

/// How a file begins.
const FILE: &[u8] = b"ElfFile\0";

/// How a chunk begins.
const CHUNK: &[u8] = b"ElfChnk\0";

/// How long a chunk's header is.
const CHUNK_HEADER: usize = 512;

/// How long a record's header is.
const RECORD_HEADER: usize = 24;

/// The shortest record: its header, and its size again.
const LEAST_RECORD: usize = RECORD_HEADER + size_of::<u32>();

/// Why a record cannot be read.
const DAMAGED: &str = "a damaged record";

/// Why a record cannot be read.
const CUT: &str = "the file ends before it, or inside of it";

static SETTINGS: LazyLock<Arc<ParserSettings>> = LazyLock::new(|| Arc::new(ParserSettings::default().indent(false)));

struct Reader {
    route: Route,
    settings: Arc<ParserSettings>,
    /// How many chunks the file has, as its header says; or what is wrong with the header.
    chunks: Result<u64, &'static str>,
}

impl BlockReader for Reader {
    const HEADER: usize = 4_096;

    const BLOCK: usize = 65_536;

    const LEAST: usize = Self::HEADER + CHUNK_HEADER;

    fn header(&mut self, header: &[u8]) {
        let mut crc = flate2::Crc::new();
        crc.update(&header[..120]);
        let is_whole = header.starts_with(FILE) && header[124..128] == crc.sum().to_le_bytes();
        let reason = "the file's header is damaged: chunks may be missing at the file's end";
        self.chunks = is_whole.then(|| u64::from(u16::from_le_bytes([header[42], header[43]]))).ok_or(reason);
    }

    fn missing(&self, end: u64) -> Option<&'static str> {
        match self.chunks {
            Ok(chunks) if chunks_before(end) >= chunks => None,
            Ok(_) => Some("missing: the file ends before chunks that its header counts"),
            Err(reason) => Some(reason),
        }
    }

    fn block(&self, block: &[u8], offset: u64, first: i64, out: &mut Output) {
        if block.iter().all(|b| *b == 0) {
            // Windows makes files longer before it fills them.
            if self.chunks.is_ok_and(|chunks| chunks_before(offset) < chunks) {
                out.begin(first);
                out.unparsed(offset, "zeros where a chunk of events should be", &[]);
            }
            return;
        }
        let mut bytes = block.to_vec();
        bytes.resize(Self::BLOCK, 0);
        let Ok(mut data) = EvtxChunkData::new(bytes, false) else {
            out.begin(first);
            out.unparsed(offset, "no chunk of events where one should be", block);
            return;
        };
        let is_cut = block.len() < Self::BLOCK;
        if is_cut {
            out.note("the file ends inside of a chunk");
        }
        let is_sound = data.validate_checksum();
        if !is_sound && !is_cut {
            out.note("a chunk's checksum does not fit: it is damaged, or was copied while it was written");
        }
        let counted = counted(&data.header);
        let end = CHUNK_HEADER.min(block.len());
        let mut chunk = Chunk { block, is_cut, number: first, end, damaged: Vec::new() };
        if let Ok(mut records) = data.parse(Arc::clone(&self.settings)) {
            for record in records.iter() {
                chunk.read(record, &self.route, out);
            }
        }
        chunk.count_missing(first + i64::from(counted.unwrap_or(0)), out);
        if chunk.damaged.is_empty() && (!is_sound || counted.is_none()) {
            let reason = "a chunk that is damaged: its values may be wrong, and records may be missing";
            chunk.lose(0..end, reason, out);
        }
        for (number, range, reason) in chunk.damaged {
            out.unparsed_as(number, offset + range.start as u64, reason, &block[range]);
        }
    }
}

/// How many chunks begin before a place in the file.
fn chunks_before(offset: u64) -> u64 {
    offset.saturating_sub(Reader::HEADER as u64).div_ceil(Reader::BLOCK as u64)
}

/// How many records a chunk's header counts; none where there cannot be so many.
fn counted(header: &EvtxChunkHeader) -> Option<u16> {
    if header.free_space_offset as usize <= CHUNK_HEADER {
        return Some(0);
    }
    let count = header.last_event_record_number.wrapping_sub(header.first_event_record_number).wrapping_add(1);
    u16::try_from(count).ok().filter(|count| usize::from(*count) <= (Reader::BLOCK - CHUNK_HEADER) / LEAST_RECORD)
}

/// A chunk that is being read.
struct Chunk<'b> {
    block: &'b [u8],
    is_cut: bool,
    /// The number of the next record.
    number: i64,
    /// Where the last record ended.
    end: usize,
    /// The records that could not be read: their numbers, their places in the chunk, and why.
    damaged: Vec<(i64, Range<usize>, &'static str)>,
}

impl Chunk<'_> {
    fn read(&mut self, record: Result<EvtxRecord<'_>, EvtxError>, route: &Route, out: &mut Output) {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let place = match error {
                    EvtxError::FailedToReadRecordAt { offset, .. } => usize::try_from(offset).ok(),
                    EvtxError::FailedToParseRecord { record_id, .. } => {
                        return self.lose(find(self.block, record_id).unwrap_or(self.end..self.end), DAMAGED, out);
                    }
                    _ => None,
                };
                let place = place.unwrap_or(self.end).min(self.block.len());
                return self.lose(place..place, DAMAGED, out);
            }
        };
        // The size stands before the record's header, and again behind the record.
        let start = (record.binxml_offset as usize).saturating_sub(RECORD_HEADER);
        let end = start + RECORD_HEADER + record.binxml_size as usize + size_of::<u32>();
        if end > self.block.len() {
            return self.lose(start.min(self.block.len())..self.block.len(), DAMAGED, out);
        }
        // Where its size is wrong, the next record may begin anywhere behind its header.
        let size = u32::try_from(end - start).map(u32::to_le_bytes);
        let is_sized = size.is_ok_and(|size| self.block[start..end].ends_with(&size));
        self.end = if is_sized { end } else { start + RECORD_HEADER };
        out.begin(self.number);
        let xml = record.into_xml().map_err(|_| DAMAGED);
        let event = xml.and_then(|xml| windows::parse(&xml.data).map(|event| route.write(&event, out)));
        if let Err(reason) = event {
            self.damaged.push((self.number, start..end, reason));
        }
        self.number += 1;
    }

    /// Counts a record that cannot be read.
    fn lose(&mut self, place: Range<usize>, reason: &'static str, out: &mut Output) {
        out.begin(self.number);
        if place.end < self.block.len() {
            self.end = self.end.max(place.end);
        }
        let reason = if self.is_cut && place.end == self.block.len() { CUT } else { reason };
        self.damaged.push((self.number, place, reason));
        self.number += 1;
    }

    /// Counts the records up to a number that were not found. What is behind the last one is kept with the first.
    fn count_missing(&mut self, until: i64, out: &mut Output) {
        let mut rest = self.end..self.block.len();
        while self.number < until {
            let start = rest.start;
            let reason = if self.is_cut { CUT } else { "missing: the chunk's header counts it, and it cannot be found" };
            self.lose(std::mem::replace(&mut rest, start..start), reason, out);
        }
    }
}

/// Where the record of that number lies in a chunk.
fn find(block: &[u8], id: u64) -> Option<Range<usize>> {
    let begins = memchr::memmem::find_iter(block, b"**\0\0");
    begins.filter_map(|at| Some((at, EvtxRecordHeader::from_bytes(block.get(at..)?).ok()?))).find_map(|(at, header)| {
        let end = at.checked_add(usize::try_from(header.data_size).ok()?)?.min(block.len());
        (header.event_record_id == id).then_some(at..end)
    })
}
