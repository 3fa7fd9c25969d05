//! Runs the examples of every built-in function: `cargo test --test examples -- strlen`.

use std::process::ExitCode;
use std::sync::OnceLock;

use libtest_mimic::{Arguments, Failed, Trial};
use lurcher_engine::{EngineError, Session, SessionOptions};
use lurcher_functions::{aggregates, operators, scalars, windows};
use lurcher_render::{Format, Options, write_all};
use lurcher_symbols::{Column, Example, FunctionSymbol, ScalarType};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let symbols = scalars().iter().chain(operators()).map(|f| &f.symbol);
    let symbols = symbols.chain(aggregates().iter().map(|f| &f.symbol)).chain(windows().iter().map(|f| &f.symbol));
    libtest_mimic::run(&arguments, symbols.flat_map(trials).collect()).exit_code()
}

fn trials(symbol: &'static FunctionSymbol) -> impl Iterator<Item = Trial> {
    let name = move |i: usize| format!("{}: example {}", symbol.name, i + 1);
    symbol.examples.iter().enumerate().map(move |(i, example)| Trial::test(name(i), move || check(example)))
}

/// One session for all: an example needs neither tables nor a clock.
fn session() -> &'static Session {
    static SESSION: OnceLock<Session> = OnceLock::new();
    SESSION.get_or_init(|| Session::open(SessionOptions::default()).expect("an empty workspace"))
}

fn check(example: &Example) -> Result<(), Failed> {
    let (ty, cell) = cell(example.kql).map_err(|e| match e {
        EngineError::Query(query) => {
            let messages: Vec<&str> = query.diagnostics.iter().map(|d| d.message.as_str()).collect();
            Failed::from(format!("{}\n{}", example.kql, messages.join("\n")))
        }
        other => Failed::from(format!("{}\n{other}", example.kql)),
    })?;
    if cell == example.result || (ty == ScalarType::Real && same_number(&cell, example.result)) {
        return Ok(());
    }
    Err(Failed::from(format!("{}\nexpected {}\ncame     {cell}", example.kql, example.result)))
}

fn same_number(a: &str, b: &str) -> bool {
    let (Ok(a), Ok(b)) = (a.parse::<f64>(), b.parse::<f64>()) else { return false };
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// The one cell of a query's result as CSV spells it, `null` for a null.
fn cell(kql: &str) -> Result<(ScalarType, String), EngineError> {
    let internal = |what: String| EngineError::Internal(what);
    let mut results = session().query(kql)?.results;
    let result = results.pop().ok_or_else(|| internal("no result".into()))?;
    let columns: Vec<Column> = result.columns.iter().map(|c| Column::new(c.name.clone(), c.ty)).collect();
    let [column] = &columns[..] else { return Err(internal(format!("{} columns", columns.len()))) };
    let batches = result.start().collect::<Result<Vec<_>, _>>()?;
    let batches: Vec<_> = batches.into_iter().filter(|b| b.num_rows() > 0).collect();
    let rows: usize = batches.iter().map(|b| b.num_rows()).sum();
    if rows != 1 {
        return Err(internal(format!("{rows} rows")));
    }
    if column.ty != ScalarType::String && batches[0].column(0).is_null(0) {
        return Ok((column.ty, "null".to_owned()));
    }
    let mut csv = Vec::new();
    let written = write_all(Format::Csv, &Options::default(), &mut csv, &[(&columns, &batches)]);
    written.map_err(|e| internal(e.to_string()))?;
    let csv = String::from_utf8_lossy(&csv);
    let field = csv.split_once('\n').map_or("", |(_, rest)| rest);
    let field = field.strip_suffix('\n').unwrap_or(field);
    let quoted = field.strip_prefix('"').and_then(|f| f.strip_suffix('"'));
    Ok((column.ty, quoted.map_or_else(|| field.to_owned(), |f| f.replace("\"\"", "\""))))
}
