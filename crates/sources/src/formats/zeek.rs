//! Logs of Zeek and Corelight, as tab-separated text or JSON.

use lurcher_symbols::ScalarType;
use lurcher_symbols::values::{datetime, dynamic};

use crate::driver::{JsonReader, LineReader, Memory, Piece, read_json, read_lines};
use crate::json::{Object, Value};
use crate::rows::{Cell, Output, Table};
use crate::text;
use crate::time::epoch;
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: Zeek = Zeek;

/// See [`PAGE`].
pub(crate) struct Zeek;

static PAGE: Page = Page {
    name: "zeek",
    title: "Zeek and Corelight",
    summary: "Logs of Zeek, tab-separated or JSON, become rows of `Corelight_CL` or of the tables `Corelight_v2_…_CL`.",
    told_by: "`#separator` and `#fields`, or JSON with `ts` and `uid`, `_path` or `id.orig_h`",
    notes: "\
- `Corelight_CL` has the record as compact JSON in `Message`, with `_path` in front, as Corelight's sensors send it. With \
the option `corelight-v2` each log has its own table `Corelight_v2_PATH_CL` and each field a column with the suffix of \
its type: `id.orig_h` is `id_orig_h_s`, `ts` is `ts_t`.
- `TimeGenerated` is `ts`. Some logs have none (`loaded_scripts`): their rows have no time, which is counted.
- The path is `#path`, `_path` or `@stream`; JSON that has none is named by its file (`conn.log`).
- A field that is unset is left out of `Message`. Sets and vectors are arrays there, and their JSON as text in a column.
- `\\xNN` in a field is the byte.",
    options: &[("corelight-v2", "each log goes to its own table `Corelight_v2_…_CL`")],
    tables: &[&TABLE],
    sources: &[
        "<https://docs.zeek.org/en/master/log-formats.html>",
        "<https://github.com/Azure/Azure-Sentinel/tree/master/Solutions/Corelight>",
    ],
    example: Example {
        file: "conn.log",
        input: "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tservice\tlocal_orig\ttunnel_parents\n#types\ttime\tstring\taddr\tport\tstring\tbool\tset[string]\n1768471872.036086\tCnsu5m\t10.1.2.3\t50321\t-\tT\t(empty)\n#close\t2026-01-15-11-00-00\n",
        rows: r#"{"table":"Corelight_CL","TimeGenerated":"2026-01-15T10:11:12.0360860Z","Message":"{\"_path\":\"conn\",\"ts\":1768471872.036086,\"uid\":\"Cnsu5m\",\"id.orig_h\":\"10.1.2.3\",\"id.orig_p\":50321,\"local_orig\":true,\"tunnel_parents\":[]}"}"#,
    },
};

static TABLE: Table = Table::new("Corelight_CL", "TimeGenerated:datetime Message Computer");

impl Format for Zeek {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        if head.text().starts_with("#separator ") && head.text().contains("\n#fields") {
            return Some(Certainty::Certain);
        }
        let is_record = |object: &Object<'_>| {
            object.has("ts")
                && (object.has("_path")
                    || object.has("uid")
                    || object.has("id.orig_h")
                    || object.has("id_orig_h") && object.has("@stream"))
        };
        head.most_records(is_record).then_some(Certainty::Likely)
    }

    fn read(&self, mut input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        let writer = Writer { by_path: options.chosen("corelight-v2") };
        if input.begins_with_json()? {
            let path = path_of_file(input.file_name()).to_owned();
            read_json(&Json { writer, path }, input, out)
        } else {
            read_lines(&Tsv { writer }, input, options, out)
        }
    }
}

/// `conn.10:00:00-11:00:00.log` is of `conn`.
fn path_of_file(name: &str) -> &str {
    name.split('.').next().unwrap_or_default()
}

/// What a field's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Time,
    Number,
    Bool,
    Text,
    /// A set or vector of values of that kind.
    Several(&'static Kind),
}

impl Kind {
    fn of(ty: &str) -> Self {
        let is_several = ty.starts_with("set[") || ty.starts_with("vector[");
        let inner = ty.split_once('[').and_then(|(_, rest)| rest.strip_suffix(']'));
        match inner.filter(|_| is_several).map(Kind::of) {
            Some(Kind::Number | Kind::Time) => return Kind::Several(&Kind::Number),
            Some(Kind::Bool) => return Kind::Several(&Kind::Bool),
            Some(_) => return Kind::Several(&Kind::Text),
            None => {}
        }
        match ty {
            "time" => Kind::Time,
            "count" | "int" | "port" | "double" | "interval" => Kind::Number,
            "bool" => Kind::Bool,
            _ => Kind::Text,
        }
    }

    fn suffix(self) -> (&'static str, ScalarType) {
        match self {
            Kind::Time => ("_t", ScalarType::DateTime),
            Kind::Number => ("_d", ScalarType::Real),
            Kind::Bool => ("_b", ScalarType::Bool),
            Kind::Text | Kind::Several(_) => ("_s", ScalarType::String),
        }
    }
}

/// A field of a record: its name, kind, and value as JSON.
struct Field<'a> {
    name: &'a str,
    kind: Kind,
    json: String,
}

/// Where records go.
#[derive(Debug, Clone, Copy)]
struct Writer {
    by_path: bool,
}

impl Writer {
    fn write(self, path: &str, time: Option<i64>, fields: &[Field<'_>], out: &mut Output) {
        if self.by_path {
            return write_columns(path, time, fields, out);
        }
        let mut message = String::from("{\"_path\":");
        dynamic::write_string(&mut message, path);
        for field in fields.iter().filter(|field| field.name != "_path") {
            message.push(',');
            dynamic::write_string(&mut message, field.name);
            message.push(':');
            message.push_str(&field.json);
        }
        message.push('}');
        let mut row = out.row(&TABLE);
        row.time(time);
        row.text("Message", &message);
    }
}

/// Writes a record to the table of its path, a column a field.
fn write_columns(path: &str, time: Option<i64>, fields: &[Field<'_>], out: &mut Output) {
    let path: String = path.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let mut row = out.row_of(&format!("Corelight_v2_{path}_CL"), None);
    row.time(time);
    row.add("_path_s", Some(ScalarType::String), Cell::Text(&path));
    for field in fields.iter().filter(|field| field.name != "_path") {
        let (suffix, ty) = field.kind.suffix();
        let name = field.name.replace('.', "_") + suffix;
        let text = unquoted(&field.json);
        match field.kind {
            Kind::Time => {
                let ticks = ticks(&text);
                row.add(&name, Some(ty), ticks.map_or(Cell::Text(&text), Cell::Long));
            }
            _ => {
                row.add(&name, Some(ty), Cell::Text(&text));
            }
        }
    }
}

fn unquoted(json: &str) -> String {
    if json.starts_with('"') { dynamic::Dynamic::unquote(json).unwrap_or_default() } else { json.to_owned() }
}

/// A time since 1970, or in the form of ISO.
fn ticks(text: &str) -> Option<i64> {
    match epoch(text) {
        Some((ticks, "")) => Some(ticks),
        _ => datetime::parse(text),
    }
}

struct Tsv {
    writer: Writer,
}

/// What the directives say.
struct Header {
    separator: String,
    set_separator: String,
    empty: String,
    unset: String,
    path: String,
    names: Vec<String>,
    kinds: Vec<Kind>,
}

impl Header {
    fn new() -> Self {
        Self {
            separator: "\t".into(),
            set_separator: ",".into(),
            empty: "(empty)".into(),
            unset: "-".into(),
            path: String::new(),
            names: Vec::new(),
            kinds: Vec::new(),
        }
    }

    fn take(&mut self, line: &str) {
        if let Some(separator) = line.strip_prefix("#separator ") {
            *self = Self { separator: String::from_utf8_lossy(&unescape(separator.trim())).into_owned(), ..Self::new() };
            return;
        }
        let mut words = line.split(self.separator.as_str());
        let (name, rest) = (words.next().unwrap_or_default(), words);
        let rest: Vec<&str> = rest.collect();
        let value = || rest.first().copied().unwrap_or_default().to_owned();
        match name {
            "#set_separator" => self.set_separator = value(),
            "#empty_field" => self.empty = value(),
            "#unset_field" => self.unset = value(),
            "#path" => self.path = value(),
            "#fields" => self.names = rest.iter().map(|name| (*name).to_owned()).collect(),
            "#types" => self.kinds = rest.iter().map(|ty| Kind::of(ty)).collect(),
            _ => {}
        }
    }

    /// A field's value as JSON.
    fn json(&self, kind: Kind, text: &str) -> String {
        let mut json = String::new();
        match kind {
            Kind::Several(inner) => {
                json.push('[');
                if text != self.empty {
                    for (index, element) in text.split(self.set_separator.as_str()).enumerate() {
                        if index > 0 {
                            json.push(',');
                        }
                        write_scalar(&mut json, *inner, element);
                    }
                }
                json.push(']');
            }
            _ if text == self.empty => json.push_str("\"\""),
            kind => write_scalar(&mut json, kind, text),
        }
        json
    }
}

fn write_scalar(json: &mut String, kind: Kind, text: &str) {
    let is_number = || dynamic::canonicalize_strict(text).is_some() && !text.starts_with(['"', '{', '[']);
    match (kind, text) {
        (Kind::Bool, "T") => json.push_str("true"),
        (Kind::Bool, "F") => json.push_str("false"),
        (Kind::Time | Kind::Number, number) if is_number() => json.push_str(number),
        _ => dynamic::write_string(json, &text::decode(&unescape(text))),
    }
}

/// The bytes of a text in which `\xNN` stands for one.
fn unescape(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some(at) = memchr::memmem::find(rest, b"\\x") {
        let code = rest.get(at + 2..at + 4).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.extend_from_slice(&rest[..at]);
                out.push(byte);
                rest = &rest[at + 4..];
            }
            None => {
                out.extend_from_slice(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    out.extend_from_slice(rest);
    out
}

impl LineReader for Tsv {
    type State = Header;

    const MEMORY: Memory = Memory::Directives;

    fn begin(&self, piece: &Piece) -> Header {
        let mut header = Header::new();
        piece.directives.lines().for_each(|line| header.take(line));
        header
    }

    fn is_directive(&self, line: &[u8]) -> bool {
        line.starts_with(b"#")
    }

    fn begins_anew(&self, line: &[u8]) -> bool {
        line.starts_with(b"#separator")
    }

    fn line(&self, line: &str, header: &mut Header, out: &mut Output) -> Result<(), &'static str> {
        if line.starts_with('#') {
            header.take(line);
            out.skip("a line of the header");
            return Ok(());
        }
        let values: Vec<&str> = line.split(header.separator.as_str()).collect();
        if header.names.is_empty() || header.kinds.len() != header.names.len() {
            return Err("no `#fields` and `#types` before it");
        }
        if values.len() != header.names.len() {
            return Err("another number of fields than `#fields` names");
        }
        let mut time = None;
        let mut fields = Vec::with_capacity(values.len());
        for ((name, kind), value) in header.names.iter().zip(&header.kinds).zip(values) {
            if value == header.unset {
                continue;
            }
            if name == "ts" {
                time = ticks(value);
            }
            fields.push(Field { name, kind: *kind, json: header.json(*kind, value) });
        }
        self.writer.write(&header.path, time, &fields, out);
        Ok(())
    }
}

struct Json {
    writer: Writer,
    /// The path that the file's name tells.
    path: String,
}

impl JsonReader for Json {
    fn record(&self, record: &Object<'_>, _text: &str, out: &mut Output) -> Result<(), &'static str> {
        let (time, path) = (record.get("ts"), record.get("_path").or_else(|| record.get("@stream")));
        if time.is_none() && path.is_none() {
            return Err("no record of Zeek: it has neither `ts` nor the name of a log");
        }
        let path = path.map(Value::text);
        let path = path.unwrap_or_else(|| self.path.as_str().into());
        let fields: Vec<Field<'_>> = record
            .fields()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| Field { name, kind: kind(name, value), json: compact(value) })
            .collect();
        self.writer.write(&path, time.and_then(|time| ticks(&time.text())), &fields, out);
        Ok(())
    }
}

fn kind(name: &str, value: Value<'_>) -> Kind {
    match value.ty() {
        _ if matches!(name, "ts" | "_write_ts") => Kind::Time,
        ScalarType::Bool => Kind::Bool,
        ScalarType::Long | ScalarType::Real => Kind::Number,
        ScalarType::Dynamic => Kind::Several(&Kind::Text),
        _ => Kind::Text,
    }
}

fn compact(value: Value<'_>) -> String {
    if value.is_nested() { value.text().into_owned() } else { value.json().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        assert_eq!(unescape("a\\x09b\\xc3\\xa4\\xzz\\x"), b"a\tb\xc3\xa4\\xzz\\x");
    }

    #[test]
    fn kinds_of_types() {
        assert_eq!(Kind::of("set[string]"), Kind::Several(&Kind::Text));
        assert_eq!(Kind::of("vector[interval]"), Kind::Several(&Kind::Number));
        assert_eq!(Kind::of("port"), Kind::Number);
    }
}
