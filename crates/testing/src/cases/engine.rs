//! Runs cases on the engine.

use std::io;
use std::path::{Path, PathBuf};

use datafusion::arrow::array::RecordBatch;
use datafusion::common::ScalarValue;
use lurcher_content::load;
use lurcher_content::placeholders::{fill_times, placeholders};
use lurcher_diagnostics::{Diagnostic, Source};
use lurcher_engine::clock::Clock;
use lurcher_engine::limits::{FewRows, Limits};
use lurcher_engine::{Answer, EngineError, QueryResult, Request, Session, SessionOptions};
use lurcher_functions::types::from_scalar;
use lurcher_symbols::values::timespan::TICKS_PER_DAY;
use lurcher_symbols::{Column, Value};

use super::inputs::with_lets;
use super::workspace::CaseWorkspace;
use super::{Case, CaseFile, Input, InputRows, Outcome, Question, Runner, TypedTable, Verdict, judge};

/// How many bytes of values a result may have.
const HELD: usize = 1 << 29;

/// Runs each case in a session of its own.
#[derive(Debug, Clone, Default)]
pub struct EngineRunner {
    /// The workspace of the cases that name none; as for a session, `None` is that of the nearest `lurcher.toml`.
    pub workspace: Option<PathBuf>,
    /// What the sessions may use of the machine.
    pub limits: Limits,
    /// A folder of Sentinel content, a clone of Azure-Sentinel say, for the files that a case names and that are not
    /// beside it.
    pub originals: Option<PathBuf>,
}

impl Runner for EngineRunner {
    fn run(&self, file: &CaseFile, case: &Case) -> Outcome {
        let few_rows = self.limits.few_rows;
        let outcome = self.outcome(file, case, few_rows);
        // Partitions hand on their rows in whatever order. Kusto leaves it open what such a query answers; the case
        // says what it is for rows in order.
        if few_rows == FewRows::Spread && judge(case, &outcome) == Verdict::Failed && self.heeds_order(file, case) {
            return self.outcome(file, case, FewRows::Together);
        }
        outcome
    }
}

impl EngineRunner {
    /// Whether the answer depends on the order of the tables' rows.
    fn heeds_order(&self, file: &CaseFile, case: &Case) -> bool {
        let orders = [FewRows::Reversed, FewRows::Rotated];
        orders.into_iter().any(|order| judge(case, &self.outcome(file, case, order)) == Verdict::Failed)
    }

    fn outcome(&self, file: &CaseFile, case: &Case, few_rows: FewRows) -> Outcome {
        self.results(file, case, few_rows).unwrap_or_else(|e| Outcome::Errors(messages(&e)))
    }

    fn results(&self, file: &CaseFile, case: &Case, few_rows: FewRows) -> Result<Outcome, EngineError> {
        if let Some(missing) = self.missing(file, case) {
            let message = format!(
                "{}: there is no such file; where it is one of Sentinel's own, name a clone of Azure-Sentinel as content",
                missing.display()
            );
            return Err(EngineError::Start(message));
        }
        let start = |e: io::Error| EngineError::Start(e.to_string());
        let clock = case.now.as_deref().map(Clock::parse).transpose().map_err(EngineError::Start)?;
        let open = |workspace: Option<PathBuf>, few_rows| {
            let limits = Limits { few_rows, ..self.limits.clone() };
            Session::open(SessionOptions { workspace, clock, limits, ..SessionOptions::default() })
        };
        let mut tables: Vec<(&str, TypedTable)> = Vec::new();
        for Input { name, rows } in file.inputs.iter().chain(&case.inputs) {
            let table = match rows {
                InputRows::Table(table) => table.clone(),
                InputRows::Query(query) => {
                    let empty = CaseWorkspace::new(&[], &[]).map_err(start)?;
                    let session = open(Some(empty.path().to_owned()), FewRows::Together)?;
                    let source = Source::new(name.as_str(), query.as_str());
                    let (tables, _) = run(&session, source)?;
                    tables.into_iter().next().unwrap_or_default()
                }
            };
            tables.push((name, table));
        }
        let own = match case.makes_workspace() {
            true => {
                let content: Vec<PathBuf> = case.content.iter().map(|path| self.find(file, path)).collect();
                Some(CaseWorkspace::new(&tables, &content).map_err(start)?)
            }
            false => None,
        };
        let named = case.workspace.as_ref().map(|path| file.path.with_file_name(path));
        let workspace = own.as_ref().map(|own| own.path().to_owned()).or(named).or_else(|| self.workspace.clone());
        let query = match &case.question {
            Question::Query(query) if own.is_some() => Source::new(&*case.name, query.as_str()),
            Question::Query(query) => Source::new(&*case.name, with_lets(&tables, query)),
            Question::Rule(rule) => rule_query(&self.find(file, rule))?,
        };
        let session = open(workspace, few_rows)?;
        let (tables, warnings) = run(&session, of_the_last_day(&session, query)?)?;
        Ok(Outcome::Results { tables, warnings })
    }

    /// The file that a `Rule` or a `Content` names: beside the case's file, otherwise among the originals.
    fn find(&self, file: &CaseFile, path: &str) -> PathBuf {
        let beside = file.path.with_file_name(path);
        match &self.originals {
            Some(originals) if !beside.exists() => originals.join(path),
            _ => beside,
        }
    }

    /// The first file that a case names as its rule or content and that is not there.
    pub fn missing(&self, file: &CaseFile, case: &Case) -> Option<PathBuf> {
        let rule = match &case.question {
            Question::Rule(rule) => Some(rule),
            Question::Query(_) => None,
        };
        rule.into_iter().chain(&case.content).map(|path| self.find(file, path)).find(|path| !path.exists())
    }
}

/// The query of a file of content.
fn rule_query(path: &Path) -> Result<Source, EngineError> {
    let loaded = load(path);
    if let Some(error) = loaded.errors.first() {
        return Err(EngineError::Start(error.to_string()));
    }
    let mut queries = loaded.runnables();
    match (queries.next(), queries.next()) {
        (Some(rule), None) => Ok(rule.query),
        (None, _) => Err(EngineError::Start(format!("{}: there is no query or rule in it", path.display()))),
        (Some(_), Some(_)) => {
            Err(EngineError::Start(format!("{}: it has several rules; a case asks one", path.display())))
        }
    }
}

/// The query with the last day in its placeholders for times, as Sentinel fills them in.
fn of_the_last_day(session: &Session, query: Source) -> Result<Source, EngineError> {
    if placeholders(&query).is_empty() {
        return Ok(query);
    }
    let some_day = fill_times(&query, &(0..TICKS_PER_DAY));
    let now = session.now(&Request { source: Some(some_day.clone()), ..Request::new(&some_day.text) })?;
    Ok(fill_times(&query, &(now - TICKS_PER_DAY..now)))
}

/// The results of a query, and its warnings.
fn run(session: &Session, query: Source) -> Result<(Vec<TypedTable>, Vec<String>), EngineError> {
    let text = query.text.clone();
    let Answer { results, warnings, .. } = session.run(Request { source: Some(query), ..Request::new(&text) })?;
    let mut tables = Vec::with_capacity(results.len());
    for result in results {
        tables.push(rows_of(result)?);
    }
    Ok((tables, warnings.iter().map(message).collect()))
}

/// Runs a query for one of its results.
pub(crate) fn rows_of(result: QueryResult) -> Result<TypedTable, EngineError> {
    let columns: Vec<Column> = result.columns.iter().map(|c| Column::new(c.name.clone(), c.ty)).collect();
    let (mut rows, mut held) = (Vec::new(), 0);
    for batch in result.start() {
        append_rows(&batch?, &columns, &mut rows, &mut held)?;
    }
    Ok(TypedTable { columns, rows })
}

/// What a value takes, in bytes. A long text that the engine holds once is here as often as it is in a row.
fn size(value: &Value) -> usize {
    let text = match value {
        Value::String(text) | Value::Dynamic(text) => text.len(),
        _ => 0,
    };
    size_of::<Value>() + text
}

/// Each error as `CODE: message (help)`.
fn messages(error: &EngineError) -> Vec<String> {
    match error {
        EngineError::Query(query) => query.diagnostics.iter().filter(|d| d.is_error()).map(message).collect(),
        other => vec![other.to_string()],
    }
}

pub(crate) fn message(diagnostic: &Diagnostic) -> String {
    let help = diagnostic.help.as_deref().map(|h| format!(" ({h})")).unwrap_or_default();
    format!("{}: {}{help}", diagnostic.code, diagnostic.message)
}

fn append_rows(
    batch: &RecordBatch,
    columns: &[Column],
    rows: &mut Vec<Vec<Value>>,
    held: &mut usize,
) -> Result<(), EngineError> {
    for row in 0..batch.num_rows() {
        let cells = columns.iter().zip(batch.columns()).map(|(column, array)| {
            let scalar = ScalarValue::try_from_array(array, row).ok();
            let value = scalar.as_ref().and_then(|scalar| from_scalar(scalar, column.ty));
            value.ok_or_else(|| {
                EngineError::Internal(format!("{}: a {} arrived as {}", column.name, column.ty, array.data_type()))
            })
        });
        let cells: Vec<Value> = cells.collect::<Result<_, _>>()?;
        *held += cells.iter().map(size).sum::<usize>();
        if *held > HELD {
            return Err(EngineError::Memory(format!("a result of more than {} MB", HELD >> 20)));
        }
        rows.push(cells);
    }
    Ok(())
}
