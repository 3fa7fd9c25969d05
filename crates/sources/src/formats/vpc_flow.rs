//! Flow logs of Amazon VPC.

use lurcher_symbols::values::datetime;

use crate::driver::{LineReader, Memory, Piece, read_lines};
use crate::rows::{Cell, Output};
use crate::syslog::word;
use crate::tables::vpc_flow as table;
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: VpcFlow = VpcFlow;

/// See [`PAGE`].
pub(crate) struct VpcFlow;

static PAGE: Page = Page {
    name: "vpc_flow",
    title: "Amazon VPC flow logs",
    summary: "Records of flow logs, from S3 or exported from CloudWatch, become rows of `AWSVPCFlow`.",
    told_by: "a line of field names with `srcaddr` and `dstaddr`, or the fourteen fields of version 2",
    notes: "\
- The line of names says which fields there are; without one they are the fourteen of version 2. `type` is \
`TrafficType`, the others are named as the fields.
- `TimeGenerated` is the beginning of the window of capture (`start`). `-` is null; records without data stay.
- Fields that the table has no column for (`reject-reason` …) are noted.
- Flow logs in Parquet are [of their own](vpc_parquet.md).",
    options: &[],
    tables: &[&table::TABLE],
    sources: &[
        "<https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>",
        "<https://learn.microsoft.com/azure/azure-monitor/reference/tables/awsvpcflow>",
    ],
    example: Example {
        file: "flow.log",
        input: "2 111122223333 eni-0a1b 10.0.0.5 198.51.100.7 44321 443 6 12 4840 1768471871 1768471931 ACCEPT OK\n",
        rows: r#"{"table":"AWSVPCFlow","TimeGenerated":"2026-01-15T10:11:11.0000000Z","Version":2,"AccountId":"111122223333","InterfaceId":"eni-0a1b","SrcAddr":"10.0.0.5","DstAddr":"198.51.100.7","SrcPort":44321,"DstPort":443,"Protocol":6,"Packets":12,"Bytes":4840,"Start":"2026-01-15T10:11:11.0000000Z","End":"2026-01-15T10:12:11.0000000Z","Action":"ACCEPT","LogStatus":"OK"}"#,
    },
};

/// The fields of version 2.
const DEFAULT: &str = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end \
                       action log-status";

impl Format for VpcFlow {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let is_named = head.lines().next().is_some_and(is_names);
        (is_named || head.most_lines(is_default)).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_lines(&Reader, input, options, out)
    }
}

fn is_names(line: &str) -> bool {
    line.contains("srcaddr") && line.contains("dstaddr") && line.contains("interface-id")
}

/// Whether a line has the fields of version 2, behind a time of CloudWatch's or not.
fn is_default(line: &str) -> bool {
    let fields: Vec<&str> = record(line).split_ascii_whitespace().collect();
    fields.len() == 14
        && fields[0] == "2"
        && matches!(fields[12], "ACCEPT" | "REJECT" | "-")
        && matches!(fields[13], "OK" | "NODATA" | "SKIPDATA")
}

/// A line without the time that an export from CloudWatch puts in front.
fn record(line: &str) -> &str {
    let (first, rest) = word(line);
    if first.len() >= 20 && first.ends_with('Z') && datetime::parse(first).is_some() { rest } else { line }
}

struct Reader;

impl LineReader for Reader {
    /// The column of each field; a field without one has its own name.
    type State = Vec<Result<&'static str, String>>;

    const MEMORY: Memory = Memory::Directives;

    fn begin(&self, piece: &Piece) -> Self::State {
        columns(piece.directives.lines().last().unwrap_or(DEFAULT))
    }

    fn is_directive(&self, line: &[u8]) -> bool {
        std::str::from_utf8(line).is_ok_and(is_names)
    }

    fn begins_anew(&self, _line: &[u8]) -> bool {
        true
    }

    fn line(&self, line: &str, state: &mut Self::State, out: &mut Output) -> Result<(), &'static str> {
        if is_names(line) {
            *state = columns(line);
            out.skip("a line of names");
            return Ok(());
        }
        let fields: Vec<&str> = record(line).split_ascii_whitespace().collect();
        if fields.len() != state.len() {
            return Err("another number of fields than there are names");
        }
        let named = || state.iter().zip(&fields).filter(|(_, value)| **value != "-");
        let time = |column: &str| named().find(|(c, _)| **c == Ok(column)).and_then(|(_, value)| table::seconds(value));
        for (column, _) in named() {
            if let Err(field) = column {
                out.note_lost(field);
            }
        }
        let mut row = out.row(&table::TABLE);
        row.time(time("Start"));
        for (column, value) in named() {
            match column {
                Ok(column @ ("Start" | "End")) => {
                    row.set(column, table::seconds(value).map_or(Cell::Text(value), Cell::Long));
                }
                Ok(column) => {
                    row.text(column, value);
                }
                Err(_) => {}
            }
        }
        Ok(())
    }
}

fn columns(names: &str) -> Vec<Result<&'static str, String>> {
    names.split_ascii_whitespace().map(|name| table::column(name).ok_or_else(|| name.to_owned())).collect()
}
