//! Runs cases on the engine.

use std::path::PathBuf;

use datafusion::arrow::array::RecordBatch;
use datafusion::common::ScalarValue;
use lurcher_diagnostics::{Diagnostic, Source};
use lurcher_engine::clock::Clock;
use lurcher_engine::limits::{FewRows, Limits};
use lurcher_engine::{Answer, EngineError, Request, Session, SessionOptions};
use lurcher_functions::types::from_scalar;
use lurcher_symbols::values::dynamic::{Dynamic, plain_json};
use lurcher_symbols::values::{datetime, decimal, guid, real, timespan};
use lurcher_symbols::{Column, ScalarType, Value};

use super::{Case, CaseFile, InputTable, Outcome, Runner, TypedTable, Verdict, judge};

/// Runs each case in a session of its own.
#[derive(Debug, Clone, Default)]
pub struct EngineRunner {
    /// The workspace of the cases that name none; as for a session, `None` is that of the nearest `lurcher.toml`.
    pub workspace: Option<PathBuf>,
    /// What the sessions may use of the machine.
    pub limits: Limits,
}

impl Runner for EngineRunner {
    fn run(&self, file: &CaseFile, case: &Case) -> Outcome {
        let few_rows = self.limits.few_rows;
        let outcome = self.outcome(file, case, few_rows);
        // Partitions hand on their rows in whatever order. Kusto leaves it open what such a query answers; the case says what it is for rows in order.
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
        let beside_file = |path: &String| file.path.with_file_name(path);
        let clock = case.now.as_deref().map(Clock::parse).transpose().map_err(EngineError::Start)?;
        let workspace = case.workspace.as_ref().map(beside_file).or_else(|| self.workspace.clone());
        let session = Session::open(SessionOptions {
            workspace,
            clock,
            limits: Limits { few_rows, ..self.limits.clone() },
            ..SessionOptions::default()
        })?;
        let text = with_inputs(file.inputs.iter().chain(&case.inputs), &case.query);
        let Answer { results, warnings, .. } =
            session.run(Request { source: Some(Source::new(&*case.name, text.clone())), ..Request::new(&text) })?;
        let mut tables = Vec::with_capacity(results.len());
        for result in results {
            let columns: Vec<Column> = result.columns.iter().map(|c| Column::new(c.name.clone(), c.ty)).collect();
            let mut rows = Vec::new();
            for batch in result.start() {
                append_rows(&batch?, &columns, &mut rows)?;
            }
            tables.push(TypedTable { columns, rows });
        }
        Ok(Outcome::Results { tables, warnings: warnings.iter().map(message).collect() })
    }
}

/// Each error as `CODE: message (help)`.
fn messages(error: &EngineError) -> Vec<String> {
    match error {
        EngineError::Query(query) => query.diagnostics.iter().filter(|d| d.is_error()).map(message).collect(),
        other => vec![other.to_string()],
    }
}

fn message(diagnostic: &Diagnostic) -> String {
    let help = diagnostic.help.as_deref().map(|h| format!(" ({h})")).unwrap_or_default();
    format!("{}: {}{help}", diagnostic.code, diagnostic.message)
}

fn append_rows(batch: &RecordBatch, columns: &[Column], rows: &mut Vec<Vec<Value>>) -> Result<(), EngineError> {
    for row in 0..batch.num_rows() {
        let cells = columns.iter().zip(batch.columns()).map(|(column, array)| {
            let scalar = ScalarValue::try_from_array(array, row).ok();
            let value = scalar.as_ref().and_then(|scalar| from_scalar(scalar, column.ty));
            value.ok_or_else(|| {
                EngineError::Internal(format!("{}: a {} arrived as {}", column.name, column.ty, array.data_type()))
            })
        });
        rows.push(cells.collect::<Result<_, _>>()?);
    }
    Ok(())
}

/// The query below a `let` for each table.
fn with_inputs<'a>(inputs: impl Iterator<Item = &'a InputTable>, query: &str) -> String {
    let mut text = String::new();
    for InputTable { name, table } in inputs {
        let columns: Vec<String> = table.columns.iter().map(|c| format!("{}:{}", bracketed(&c.name), c.ty)).collect();
        let cells: Vec<String> = table.rows.iter().flatten().map(literal).collect();
        text += &format!("let {} = datatable({})[{}];\n", bracketed(name), columns.join(", "), cells.join(", "));
    }
    text + query
}

fn bracketed(name: &str) -> String {
    format!("['{}']", name.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// The value as KQL.
fn literal(value: &Value) -> String {
    match value {
        Value::Null(ScalarType::String) => "''".to_owned(),
        Value::Null(ty) => format!("{ty}(null)"),
        Value::Bool(b) => b.to_string(),
        Value::Int(i) => format!("int({i})"),
        Value::Long(i) => format!("long({i})"),
        Value::Real(r) if r.is_nan() => "real(nan)".to_owned(),
        Value::Real(r) if r.is_infinite() => format!("real({}inf)", if *r > 0.0 { "+" } else { "-" }),
        Value::Real(r) => format!("real({})", real::format(*r)),
        Value::Decimal(d) => format!("decimal({})", decimal::format(*d)),
        Value::String(s) => Dynamic::String(s.to_string()).canonical(),
        Value::DateTime(t) => format!("datetime({})", datetime::format(*t)),
        Value::TimeSpan(t) => format!("timespan({})", timespan::format(*t)),
        Value::Guid(g) => format!("guid({})", guid::format(g)),
        Value::Dynamic(json) => format!("dynamic({})", plain_json(json)),
    }
}
