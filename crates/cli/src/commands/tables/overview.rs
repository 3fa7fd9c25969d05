//! All tables that have rows.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Int64Array, StringViewArray};
use arrow::datatypes::Int64Type;
use lurcher_engine::store::{Manifest, manifest_of};
use lurcher_engine::tables::TIME_GENERATED;
use lurcher_engine::{EngineError, Request, Session};
use lurcher_symbols::{Catalog, ScalarType};

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::output::show_rows;
use crate::repl::management::escape;
use crate::session::Stopped;
use crate::{report, running};

/// A table.
#[derive(Default)]
struct Found {
    name: Arc<str>,
    rows: i64,
    from: Option<i64>,
    to: Option<i64>,
    files: i64,
    bytes: i64,
    origins: i64,
}

pub(super) fn show(global: &GlobalArguments, session: &Session) -> Result<(), Failure> {
    let mut found = Vec::new();
    let mut failed = false;
    for name in session.catalog().stored_table_names() {
        match look(global, session, &name) {
            Ok(table) => found.push(table),
            Err(Stopped::Query(EngineError::Cancelled)) => return Err(Failure::Interrupted),
            Err(Stopped::Query(e)) => {
                report::error(global, &crate::session::message(&e));
                failed = true;
            }
            Err(Stopped::Output(failure)) => return Err(failure),
            Err(Stopped::Content(error)) => report::content_errors(global, &[error]),
        }
    }
    let long = |of: fn(&Found) -> Option<i64>| -> ArrayRef { Arc::new(Int64Array::from_iter(found.iter().map(of))) };
    let names = Arc::new(StringViewArray::from_iter_values(found.iter().map(|table| &*table.name)));
    show_rows(
        global,
        [
            ("Table", ScalarType::String, names as ArrayRef),
            ("Rows", ScalarType::Long, long(|table| Some(table.rows))),
            ("From", ScalarType::DateTime, long(|table| table.from)),
            ("To", ScalarType::DateTime, long(|table| table.to)),
            ("Files", ScalarType::Long, long(|table| Some(table.files))),
            ("Bytes", ScalarType::Long, long(|table| Some(table.bytes))),
            ("Sources", ScalarType::Long, long(|table| Some(table.origins))),
        ],
    )?;
    if failed { Err(Failure::Reported) } else { Ok(()) }
}

/// Counts the rows of a table; Parquet files say it themselves.
fn look(global: &GlobalArguments, session: &Session, name: &Arc<str>) -> Result<Found, Stopped> {
    let symbol = session.catalog().table(name);
    let is_time = |c: &lurcher_symbols::Column| *c.name == *TIME_GENERATED && c.ty == ScalarType::DateTime;
    let has_time = matches!(&symbol, Some(Ok(symbol)) if symbol.columns.iter().any(is_time));
    let span = if has_time { ", min(TimeGenerated), max(TimeGenerated)" } else { "" };
    let query = format!("['{}'] | summarize count(){span}", escape(name));
    let mut table = Found { name: Arc::clone(name), ..Found::default() };
    running::run(global, Request { name, ..Request::new(&query) }, global.limits.timeout, |request, _| {
        for result in session.run(request)?.results {
            for batch in result.start() {
                let batch = batch?;
                let cell = |place: usize| {
                    let column = batch.columns().get(place)?.as_primitive::<Int64Type>();
                    (!column.is_empty() && column.is_valid(0)).then(|| column.value(0))
                };
                (table.rows, table.from, table.to) = (cell(0).unwrap_or(0), cell(1), cell(2));
            }
        }
        Ok(())
    })?;
    let workspace = session.catalog().workspace();
    let (files, bytes) = session.catalog().size(name);
    let manifest = workspace.tables_folder().and_then(|tables| manifest_of(&tables.join(&**name)).ok()?);
    let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    table.files = whole(files);
    table.bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    // What a retention took back is no source of rows.
    let sources = |manifest: Manifest| manifest.origins.iter().filter(|origin| !origin.is_expired()).count();
    table.origins = whole(manifest.map_or(0, sources));
    Ok(table)
}
