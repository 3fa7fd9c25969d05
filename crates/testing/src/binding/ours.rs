//! Lurcher's binder, in a session over the same tables.

use lurcher_engine::{EngineError, Request, Session, SessionOptions};
use lurcher_symbols::Column;
use tempfile::TempDir;

use super::{Objection, Opinion};

/// A session that only binds.
pub struct Ours {
    session: Session,
    _workspace: TempDir,
}

impl Ours {
    /// A session with tables that queries can read.
    ///
    /// # Errors
    /// Where there is no folder for temporary files, or the session does not open.
    pub fn open(tables: &[(&str, Vec<Column>)]) -> Result<Self, EngineError> {
        let workspace = TempDir::new().map_err(|e| EngineError::Start(e.to_string()))?;
        let folder = Some(workspace.path().to_owned());
        let session = Session::open(SessionOptions { workspace: folder, ..SessionOptions::default() })?;
        for (name, columns) in tables {
            session.keep_table(name, columns.clone(), Vec::new())?;
        }
        Ok(Self { session, _workspace: workspace })
    }

    /// What it says of a query.
    pub fn judge(&self, query: &str) -> Opinion {
        let checked = match self.session.check(&Request::new(query)) {
            Ok(checked) => checked,
            Err(e) => return Opinion::Broke(e.to_string()),
        };
        if checked.diagnostics.has_errors() {
            let errors = checked.diagnostics.iter().filter(|d| d.is_error());
            let objection = |d: &lurcher_diagnostics::Diagnostic| {
                Objection::to(query, (d.span.start as usize, d.span.end as usize), d.code.to_string(), &d.message)
            };
            return Opinion::Refused(errors.map(objection).collect());
        }
        let shown = checked.query.results.first().map(|result| result.columns.as_slice()).unwrap_or_default();
        Opinion::Columns(shown.iter().map(|c| (c.name.to_string(), c.ty.name().to_owned())).collect())
    }
}
