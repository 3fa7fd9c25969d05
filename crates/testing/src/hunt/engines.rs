//! Asks Lurcher, in one way or another.

use std::cell::{OnceCell, RefCell};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use datafusion::arrow::array::{ArrayRef, RecordBatch, new_empty_array};
use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::common::{DataFusionError, ScalarValue};
use lurcher_diagnostics::Source;
use lurcher_engine::clock::Clock;
use lurcher_engine::limits::Limits;
use lurcher_engine::shortcuts::Shortcuts;
use lurcher_engine::{EngineError, Request, Session, SessionOptions};
use lurcher_functions::types::{arrow_type, to_scalar};
use lurcher_symbols::{Column, Value};
use tempfile::TempDir;

use super::stored::{Stored, with_stored};
use crate::binding::{Official, Opinion};
use crate::cases::{TypedTable, message, rows_of, with_lets};
use crate::panics;
use crate::query::Table;

/// No query over a few rows takes that long.
const TIMEOUT: Duration = Duration::from_secs(60);

/// What `now()` says.
const NOW: &str = "2026-01-15T12:00:00Z";

/// How many sessions are kept.
const SESSIONS: usize = 16;

/// What a query gave.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// Columns and rows.
    Rows(TypedTable),
    /// It is no query: why.
    Refused(String),
    /// It could not go on with its data, and said so.
    Failed(String),
    /// It needs more memory than it may have.
    NoMemory,
    /// It ended as no query must: an internal error, a panic, no end in sight.
    Broke(String),
}

/// Where the tables of a query are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Each is a `let` with a `datatable`.
    InQuery,
    /// The session keeps them.
    InMemory,
    /// They are in the workspace that the session has open.
    InWorkspace,
}

/// How a session answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// What it may use.
    pub limits: Limits,
    /// What it does so that queries take less time.
    pub shortcuts: Shortcuts,
}

impl Default for Setting {
    fn default() -> Self {
        Self { limits: Engines::limits(), shortcuts: Shortcuts::default() }
    }
}

/// Sessions of one thread, by how they answer.
#[derive(Debug)]
pub struct Engines {
    empty: TempDir,
    sessions: RefCell<Vec<(Setting, Rc<Session>)>>,
    official: OnceCell<Option<RefCell<Official>>>,
}

impl Engines {
    /// No sessions yet.
    ///
    /// # Errors
    /// Where there is no folder for temporary files.
    pub fn new() -> std::io::Result<Self> {
        Ok(Self { empty: TempDir::new()?, sessions: RefCell::default(), official: OnceCell::new() })
    }

    /// Limits for queries over few rows.
    pub fn limits() -> Limits {
        let two = NonZeroUsize::MIN.saturating_add(1);
        Limits { memory: 1 << 30, partitions: two, ..Limits::default() }
    }

    /// Asks a query in a session of that setting.
    pub fn ask(&self, setting: &Setting, kept: Kept, tables: &[Table], query: &str) -> Reply {
        match self.session(setting) {
            Ok(session) => ask(&session, kept, tables, query),
            Err(e) => Reply::Broke(e.to_string()),
        }
    }

    /// Asks a query in a session of its own over a workspace.
    pub fn ask_stored(&self, setting: &Setting, stored: &Stored, tables: &[Table], query: &str) -> Reply {
        match open(stored.path().to_owned(), setting) {
            Ok(session) => ask(&session, Kept::InWorkspace, tables, query),
            Err(e) => Reply::Broke(e.to_string()),
        }
    }

    /// What Microsoft's binder says of a query; nothing where it is not installed.
    pub fn official(&self, tables: &[Table], query: &str) -> Option<Opinion> {
        let official = self.official.get_or_init(|| Official::start(&[]).map(RefCell::new)).as_ref()?;
        official.borrow_mut().judge(&with_tables(tables, query)).ok()
    }

    /// The columns of a query, which is not run: a table without rows.
    pub fn bound(&self, tables: &[Table], query: &str) -> Reply {
        let text = with_tables(tables, query);
        let checked = self.session(&Setting::default()).and_then(|session| session.check(&Request::new(&text)));
        match checked {
            Ok(checked) if checked.diagnostics.has_errors() => {
                let errors = checked.diagnostics.iter().filter(|d| d.is_error()).map(message);
                Reply::Refused(errors.collect::<Vec<_>>().join("; "))
            }
            Ok(checked) => {
                let shown = checked.query.results.first().map(|result| result.columns.as_slice()).unwrap_or_default();
                let columns = shown.iter().map(|c| Column::new(c.name.clone(), c.ty)).collect();
                Reply::Rows(TypedTable { columns, rows: Vec::new() })
            }
            Err(e) => Reply::Broke(e.to_string()),
        }
    }

    /// The session of that setting, in an empty workspace.
    pub fn session(&self, setting: &Setting) -> Result<Rc<Session>, EngineError> {
        let mut sessions = self.sessions.borrow_mut();
        if let Some((_, session)) = sessions.iter().find(|(known, _)| known == setting) {
            return Ok(Rc::clone(session));
        }
        if sessions.len() == SESSIONS {
            sessions.remove(0);
        }
        let session = Rc::new(open(self.empty.path().to_owned(), setting)?);
        sessions.push((setting.clone(), Rc::clone(&session)));
        Ok(session)
    }
}

fn open(workspace: PathBuf, setting: &Setting) -> Result<Session, EngineError> {
    let clock = Some(Clock::parse(NOW).map_err(EngineError::Start)?);
    let Setting { limits, shortcuts } = setting.clone();
    Session::open(SessionOptions { workspace: Some(workspace), clock, limits, shortcuts, ..SessionOptions::default() })
}

fn ask(session: &Session, kept: Kept, tables: &[Table], query: &str) -> Reply {
    let text = match kept {
        Kept::InQuery => with_tables(tables, query),
        Kept::InMemory => {
            for table in tables {
                let kept = batch(&table.rows).map_err(|e| e.to_string()).and_then(|batch| {
                    session.keep_table(&table.name, table.rows.columns.clone(), vec![batch]).map_err(|e| e.to_string())
                });
                if let Err(e) = kept {
                    return Reply::Broke(e);
                }
            }
            query.to_owned()
        }
        Kept::InWorkspace => with_stored(tables, query),
    };
    let source = Some(Source::new("query", text.as_str()));
    let answer = session.run(Request { source, ..Request::new(&text) }.within(TIMEOUT));
    let result = answer.and_then(|mut answer| match answer.results.pop() {
        Some(result) => rows_of(result),
        None => Err(EngineError::Internal("no result".to_owned())),
    });
    match result {
        Ok(table) => Reply::Rows(table),
        Err(EngineError::Query(error)) => {
            let errors = error.diagnostics.iter().filter(|d| d.is_error()).map(message);
            Reply::Refused(errors.collect::<Vec<_>>().join("; "))
        }
        Err(EngineError::Failed(message)) => Reply::Failed(message),
        Err(EngineError::Memory(_)) => Reply::NoMemory,
        Err(other) => Reply::Broke(match panics::take() {
            Some(place) => format!("{other}, at {place}"),
            // Only its debugging representation says what it is.
            None => format!("{other}: {other:?}"),
        }),
    }
}

/// The query below a `let` for each table.
pub(super) fn with_tables(tables: &[Table], query: &str) -> String {
    let tables: Vec<(&str, TypedTable)> = tables.iter().map(|t| (t.name.as_str(), t.rows.clone())).collect();
    with_lets(&tables, query)
}

/// The rows of a table, as the engine holds them.
fn batch(table: &TypedTable) -> Result<RecordBatch, DataFusionError> {
    let column = |i: usize| -> Result<ArrayRef, DataFusionError> {
        let ty = arrow_type(table.columns[i].ty);
        if table.rows.is_empty() {
            return Ok(new_empty_array(&ty));
        }
        let scalar = |value: &Value| to_scalar(value);
        ScalarValue::iter_to_array(table.rows.iter().map(|row| scalar(&row[i])))
    };
    let arrays = (0..table.columns.len()).map(column).collect::<Result<Vec<_>, _>>()?;
    let fields = table.columns.iter().map(|c| Field::new(&*c.name, arrow_type(c.ty), true)).collect::<Vec<_>>();
    Ok(RecordBatch::try_new(Schema::new(fields).into(), arrays)?)
}
