//! The generator's plan.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// The folder of the project.
pub(crate) fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A source of network sessions: what its connectors write, and what must come of it.
pub(crate) struct Source {
    /// The parser is `_Im_NetworkSession_` and this.
    pub(crate) name: String,
    pub(crate) connectors: Vec<String>,
    /// What they write, from the folder of the demo.
    pub(crate) files: Vec<String>,
    /// The tables, with how many rows the files become.
    pub(crate) tables: Vec<(String, u64)>,
    pub(crate) columns: Vec<String>,
    pub(crate) sessions: Vec<Vec<Value>>,
    /// What `port_misuse_static_threshold` finds.
    pub(crate) hits: Vec<Value>,
}

/// All sources.
pub(crate) fn sources() -> Vec<Source> {
    let text = std::fs::read_to_string(project().join("data/expected_sessions.json")).expect("the plan");
    let plan: Map<String, Value> = serde_json::from_str(&text).expect("an object of sources");
    plan.into_iter().map(|(name, source)| Source::of(name, &source)).collect()
}

impl Source {
    fn of(name: String, source: &Value) -> Self {
        let array = |key: &str| source[key].as_array().unwrap_or_else(|| panic!("no {key} of {name}")).clone();
        let tables = source["tables"].as_object().expect("tables").iter();
        let texts = |key: &str| array(key).iter().map(|v| v.as_str().expect("a text").to_owned()).collect();
        Self {
            connectors: texts("connectors"),
            files: texts("files"),
            tables: tables.map(|(table, rows)| (table.clone(), rows.as_u64().expect("a number of rows"))).collect(),
            columns: texts("columns"),
            sessions: array("sessions").iter().map(|row| row.as_array().expect("a session").clone()).collect(),
            hits: array("hits"),
            name,
        }
    }

    /// A field of a session; null is also the empty string.
    pub(crate) fn field<'a>(&self, session: &'a [Value], field: &str) -> &'a Value {
        self.columns.iter().position(|c| c == field).map_or(&Value::Null, |i| &session[i])
    }

    /// A text of a session, empty where there is none.
    pub(crate) fn text<'a>(&self, session: &'a [Value], field: &str) -> &'a str {
        self.field(session, field).as_str().unwrap_or_default()
    }

    /// The parser's name.
    pub(crate) fn parser(&self) -> String {
        format!("_Im_NetworkSession_{}", self.name)
    }
}
