//! Metadata of Vectra Stream.

use lurcher_symbols::ScalarType;
use lurcher_symbols::values::datetime;

use crate::driver::{LineReader, Memory, Piece, read_lines};
use crate::json::{Object, Value};
use crate::rows::{Cell, Output, Row, Table};
use crate::tables::documented;
use crate::time::epoch;
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: Vectra = Vectra;

/// See [`PAGE`].
pub(crate) struct Vectra;

static PAGE: Page = Page {
    name: "vectra",
    title: "Vectra Stream",
    summary: "Metadata of Vectra Stream, JSON behind a header of syslog or without, becomes rows of `VectraStream_CL`, or \
of `vectra_isession_CL` and its siblings.",
    told_by: "JSON with `metadata_type`",
    notes: "\
- `VectraStream_CL`, which the old agent fills, has a column a field with the suffix of its type (`id_orig_h_s`, \
`ts_d`). With the option `vectra-ama` each type has its own table, without suffixes, as the newer \
agent fills them.
- `TimeGenerated` is `ts`, in milliseconds or seconds since 1970.",
    options: &[("vectra-ama", "each type of metadata goes to its own table `vectra_…_CL`")],
    tables: &[],
    sources: &["<https://github.com/Azure/Azure-Sentinel/tree/master/Solutions/Vectra%20AI%20Stream>"],
    example: Example {
        file: "stream.log",
        input: r#"Jan 15 10:11:13 brain vectra_json: {"metadata_type":"metadata_isession","ts":1768471872172,"id.orig_h":"10.1.2.3","id.resp_p":443,"local_orig":true,"service":"https"}
"#,
        rows: r#"{"table":"VectraStream_CL","TimeGenerated":"2026-01-15T10:11:12.1720000Z","metadata_type_s":"metadata_isession","ts_d":1768471872172.0,"id_orig_h_s":"10.1.2.3","id_resp_p_d":443.0,"local_orig_b":true,"service_s":"https"}"#,
    },
};

impl Format for Vectra {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let is_one = |line: &str| object(line).is_ok_and(|object| object.has("metadata_type"));
        head.most_lines(is_one).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_lines(&Reader { by_type: options.chosen("vectra-ama") }, input, options, out)
    }
}

/// The object of a line, behind whatever syslog puts in front.
fn object(line: &str) -> Result<Object<'_>, &'static str> {
    let start = line.find('{').ok_or("no JSON object")?;
    Object::parse(line[start..].trim_end())
}

struct Reader {
    by_type: bool,
}

impl LineReader for Reader {
    type State = ();

    const MEMORY: Memory = Memory::None;

    fn begin(&self, _piece: &Piece) {}

    fn line(&self, line: &str, (): &mut (), out: &mut Output) -> Result<(), &'static str> {
        let record = object(line)?;
        let kind = record.text(&["metadata_type"]);
        if kind.is_empty() || !kind.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            return Err("no metadata of Vectra");
        }
        let ts = record.text(&["ts"]);
        let time = epoch(&ts).map(|(ticks, _)| ticks).or_else(|| datetime::parse(&ts));
        if self.by_type {
            let name = format!("vectra_{}_CL", kind.trim_start_matches("metadata_"));
            let declared = documented::table(&name);
            // The table's name says the type. A field that a documented table does not have is noted.
            let is_column = |key: &str| declared.is_none_or(|table| table.ty(&key.replace('.', "_")).is_some());
            let fields = || record.fields().filter(|(key, _)| *key != "metadata_type");
            fields().filter(|(key, _)| !is_column(key)).for_each(|(key, _)| out.note_lost(key));
            let mut row = out.row_of(&name, declared);
            row.time(time);
            for (key, value) in fields().filter(|(key, _)| is_column(key)) {
                add_plain(&mut row, declared, key, value);
            }
        } else {
            let mut row = out.row_of("VectraStream_CL", None);
            row.time(time);
            record.fields().for_each(|(key, value)| add_suffixed(&mut row, key, value));
        }
        Ok(())
    }
}

fn add_suffixed(row: &mut Row<'_>, key: &str, value: Value<'_>) {
    let (suffix, ty) = match value.ty() {
        _ if value.is_null() => return,
        ScalarType::Bool => ("b", ScalarType::Bool),
        ScalarType::Long | ScalarType::Real => ("d", ScalarType::Real),
        _ => ("s", ScalarType::String),
    };
    let text = value.text();
    row.add(&format!("{}_{suffix}", key.replace('.', "_")), Some(ty), Cell::Text(&text));
}

/// Sets a column that has the field's name, with the type that is documented.
fn add_plain(row: &mut Row<'_>, declared: Option<&'static Table>, key: &str, value: Value<'_>) {
    let name = key.replace('.', "_");
    let ty = declared.and_then(|table| table.ty(&name)).unwrap_or(ScalarType::Dynamic);
    let text = value.text();
    match epoch(&text).filter(|_| ty == ScalarType::DateTime) {
        Some((ticks, _)) => row.add(&name, Some(ty), Cell::Long(ticks)),
        None => row.json(&name, ty, value),
    };
}
