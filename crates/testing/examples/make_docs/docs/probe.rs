//! Whether Lurcher has something of Kusto's, told by binding a query that uses it.

use std::error::Error;

use lurcher_engine::{Request, Session, SessionOptions};
use lurcher_functions::BuiltIns;
use lurcher_symbols::{FunctionKind, FunctionLibrary};

use super::kusto::Item;

/// The codes that say "not implemented": the binder's and the parser's.
const NOT_IMPLEMENTED: [&str; 2] = ["LUR001", "LUR1002"];

/// Asks a session over no workspace.
pub struct Probe {
    session: Session,
}

impl Probe {
    pub fn new() -> Result<Self, Box<dyn Error>> {
        Ok(Self { session: Session::open(SessionOptions::default())? })
    }

    /// Whether Lurcher has what the item describes.
    ///
    /// # Errors
    /// The item's own query is wrong, so that it tells nothing.
    pub fn is_supported(&self, item: &Item) -> Result<bool, Box<dyn Error>> {
        if item.probe.is_empty() {
            return self.has_name(&item.kind, &item.name);
        }
        let errors = self.errors(&item.probe)?;
        if errors.is_empty() {
            return Ok(true);
        }
        if errors.iter().any(|(code, _)| NOT_IMPLEMENTED.contains(code)) {
            return Ok(false);
        }
        Err(format!("the query of {} is wrong: {}: {errors:?}", item.name, item.probe).into())
    }

    /// Whether a function of that name may be called. What is called wrongly, without arguments, is there.
    pub fn has_name(&self, kind: &str, name: &str) -> Result<bool, Box<dyn Error>> {
        let find = |kind| BuiltIns.find(kind, name).is_some();
        let (found, query) = match kind {
            "function" => (find(FunctionKind::Scalar), format!("print {name}()")),
            "aggregate" => (find(FunctionKind::Aggregate), format!("print x = 1 | summarize {name}()")),
            "window function" => (find(FunctionKind::Window), format!("print x = 1 | serialize y = {name}()")),
            "plugin" => (find(FunctionKind::Plugin), format!("print x = 1 | evaluate {name}()")),
            "graph function" => (false, format!("print {name}()")),
            other => return Err(format!("{name}: what is a {other}?").into()),
        };
        let unknown =
            |code: &&str| NOT_IMPLEMENTED.contains(code) || *code == lurcher_binder::codes::UNKNOWN_FUNCTION.id();
        Ok(found || !self.errors(&query)?.iter().any(|(code, _)| unknown(code)))
    }

    fn errors(&self, query: &str) -> Result<Vec<(&'static str, String)>, Box<dyn Error>> {
        let checked = self.session.check(&Request::new(query))?;
        let errors = checked.diagnostics.iter().filter(|d| d.is_error());
        Ok(errors.map(|d| (d.code.id(), d.message.clone())).collect())
    }
}
