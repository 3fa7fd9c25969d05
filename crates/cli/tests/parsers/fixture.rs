//! The rows of a connector, and what its parsers make of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::{Map, Value};

/// A file of `connectors`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fixture {
    /// The parsers' common name, to be read after `vim` and `ASim`.
    pub(crate) parser: String,
    /// The version of the filtering parser that was read.
    pub(crate) vim: String,
    /// The version of the parser without parameters that was read, if one was.
    pub(crate) asim: Option<String>,
    /// Whether the parser without parameters declares `disabled` and does not read it.
    #[serde(default)]
    pub(crate) asim_ignores_disabled: bool,
    /// Further files of the workspace: path and text.
    #[serde(default)]
    pub(crate) files: BTreeMap<String, String>,
    pub(crate) rows: Vec<Row>,
    #[serde(default)]
    pub(crate) calls: Vec<Call>,
}

/// A raw row.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) table: String,
    pub(crate) raw: Map<String, Value>,
    /// What the parsers make of it; absent where they leave it out.
    pub(crate) event: Option<Fields>,
    /// The kind of parser that takes the row, where the other leaves it out: `vim` or `ASim`.
    pub(crate) only: Option<String>,
    /// Where the parser without parameters makes something else of it.
    #[serde(default)]
    pub(crate) asim: Fields,
}

/// A call of the filtering parser, and the rows that come through.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Call {
    pub(crate) with: String,
    pub(crate) gives: Vec<String>,
    /// The rows whose events the filter changes, which is to be seen in these fields.
    #[serde(default)]
    pub(crate) events: BTreeMap<String, Fields>,
}

/// Fields of an event. One that is missing is empty.
pub(crate) type Fields = BTreeMap<String, Value>;

/// The folder of the files.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/parsers/connectors")
}

impl Fixture {
    pub(crate) fn read(connector: &str) -> Self {
        let path = folder().join(format!("{connector}.toml"));
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    /// The tables as JSON, an object a line.
    pub(crate) fn tables(&self) -> BTreeMap<String, String> {
        let mut tables: BTreeMap<String, String> = BTreeMap::new();
        for row in &self.rows {
            let line = Value::Object(row.raw.clone()).to_string();
            *tables.entry(format!("tables/{}.jsonl", row.table)).or_default() += &(line + "\n");
        }
        tables
    }

    /// All fields that some event names.
    pub(crate) fn fields(&self) -> BTreeSet<&str> {
        let of_rows = self.rows.iter().flat_map(|row| row.event.iter().flatten().chain(&row.asim));
        let of_calls = self.calls.iter().flat_map(|call| call.events.values().flatten());
        of_rows.chain(of_calls).map(|(name, _)| name.as_str()).collect()
    }

    /// The events of all rows, as that kind of parser gives them.
    pub(crate) fn events(&self, kind: &str) -> Vec<Fields> {
        let taken = |row: &&Row| row.only.as_deref().is_none_or(|only| only == kind);
        let event = |row: &Row| {
            let mut event = row.event.clone()?;
            if kind == "ASim" {
                event.extend(row.asim.clone());
            }
            Some(filled(event))
        };
        self.rows.iter().filter(taken).filter_map(event).collect()
    }

    /// The events of the rows that a call gives.
    pub(crate) fn events_of(&self, call: &Call) -> Vec<Fields> {
        let event = |name: &String| {
            let row = self.rows.iter().find(|row| row.name == *name).unwrap_or_else(|| panic!("no row {name:?}"));
            let mut event = row.event.clone().unwrap_or_else(|| panic!("the row {name:?} has no event"));
            event.extend(call.events.get(name).into_iter().flatten().map(|(k, v)| (k.clone(), v.clone())));
            filled(event)
        };
        call.gives.iter().map(event).collect()
    }
}

/// The event without the fields that are empty.
pub(crate) fn filled(event: Fields) -> Fields {
    event.into_iter().filter(|(_, value)| !value.is_null() && *value != "").collect()
}
