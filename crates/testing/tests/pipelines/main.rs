//! Every operator behind every other, and by threes those that heed orders and groups: no query may fail, and no answer
//! may depend on how the work is divided or on what the optimizer knows of one operator's rows when it comes to the
//! next.
//!
//! Each pipeline is asked as it is, in one partition or with eight and batches of one row, and with a `materialize()`
//! behind each operator. By default each pair begins with one of the tables and is divided one way, and some of the
//! triples are asked. `PIPELINES=all` asks everything, which takes half an hour.

mod operators;

use std::env;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use lurcher_engine::limits::{FewRows, Limits};
use lurcher_engine::{EngineError, Session, SessionOptions};

use operators::{LAST, OPERATORS, OTHER, Operator, Rank, TABLES, Table};

/// Of so many triples one is asked.
const TRIPLES: usize = 53;

/// How the work of a pipeline is divided.
#[derive(Debug, Clone, Copy)]
enum Division {
    /// In one partition.
    Together,
    /// In eight, by batches of one row.
    Spread,
}

/// How many failures are shown.
const SHOWN: usize = 20;

struct Pipeline {
    table: &'static Table,
    division: Division,
    operators: Vec<&'static Operator>,
}

impl Pipeline {
    /// As people write it.
    fn plain(&self) -> String {
        self.query("Rows", |query, operator| format!("{query} | {}", operator.text))
    }

    /// With each operator's rows computed before the next one is planned.
    fn with_barriers(&self) -> String {
        let (last, before) = self.operators.split_last().expect("an operator");
        let steps = before.iter().enumerate().map(|(step, operator)| {
            let from = if step == 0 { "Rows".to_owned() } else { format!("Step{}", step - 1) };
            format!("let Step{step} = materialize({from} | {});\n", operator.text)
        });
        let steps: String = steps.collect();
        let from = if before.is_empty() { "Rows".to_owned() } else { format!("Step{}", before.len() - 1) };
        self.query(&format!("{steps}{from} | {}", last.text), |query, _| query)
    }

    fn query(&self, from: &str, step: impl Fn(String, &Operator) -> String) -> String {
        let body = self.operators.iter().fold(from.to_owned(), |query, operator| step(query, operator));
        let columns = "(k:long, w:string, q:long)";
        format!("let Rows = datatable{columns}[{}];\nlet Other = datatable{columns}[{OTHER}];\n{body}", self.table.1)
    }

    fn name(&self) -> String {
        let names: Vec<&str> = self.operators.iter().map(|operator| operator.name).collect();
        format!("{}, {:?}: {}", self.table.0, self.division, names.join(" | "))
    }
}

/// The pipelines that are asked.
fn pipelines(all: bool) -> Vec<Pipeline> {
    let mut pipelines = Vec::new();
    let mut add = |number: usize, operators: Vec<&'static Operator>| {
        let ways = TABLES.iter().flat_map(|table| [(table, Division::Together), (table, Division::Spread)]);
        let ways = ways.enumerate().filter(|(way, _)| all || number % (TABLES.len() * 2) == *way);
        pipelines.extend(ways.map(|(_, (table, division))| Pipeline { table, division, operators: operators.clone() }));
    };
    let asked: Vec<&Operator> = OPERATORS.iter().filter(|o| all || o.rank != Rank::Variant).collect();
    for (i, first) in asked.iter().enumerate() {
        asked.iter().copied().chain(LAST).enumerate().for_each(|(j, second)| add(i * 3 + j, vec![first, second]));
    }
    let sensitive: Vec<&Operator> = OPERATORS.iter().filter(|operator| operator.rank == Rank::Sensitive).collect();
    let count = sensitive.len();
    for number in (0..count.pow(3)).step_by(if all { 1 } else { TRIPLES }) {
        let [first, second, third] = [number / count / count, number / count % count, number % count];
        add(number, vec![sensitive[first], sensitive[second], sensitive[third]]);
    }
    pipelines
}

fn session(partitions: usize, batch_size: usize, few_rows: FewRows) -> Session {
    let size = |count| NonZeroUsize::new(count).unwrap_or(NonZeroUsize::MIN);
    let limits = Limits { partitions: size(partitions), batch_size: size(batch_size), few_rows, ..Limits::default() };
    Session::open(SessionOptions { limits, ..SessionOptions::default() }).expect("a session")
}

/// The results' rows, each result in an order of its own.
fn answer(session: &Session, query: &str) -> Result<Vec<Vec<String>>, EngineError> {
    let results = session.query(query)?.results;
    let rows = results.into_iter().map(|result| {
        let batches = result.start().collect::<Result<Vec<RecordBatch>, EngineError>>()?;
        let mut rows: Vec<String> = batches.iter().flat_map(shown).collect();
        rows.sort();
        Ok(rows)
    });
    rows.collect()
}

fn shown(batch: &RecordBatch) -> Vec<String> {
    let options = FormatOptions::default().with_null("null");
    let columns = batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options).expect("a column"));
    let columns: Vec<ArrayFormatter<'_>> = columns.collect();
    let row = |row| columns.iter().map(|column| column.value(row).to_string()).collect::<Vec<_>>().join(" | ");
    (0..batch.num_rows()).map(row).collect()
}

#[test]
fn every_operator_behind_every_other() {
    let pipelines = pipelines(env::var("PIPELINES").is_ok_and(|which| which == "all"));
    let together = session(1, 8192, FewRows::Together);
    let spread = session(8, 1, FewRows::Spread);
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let judge = |pipeline: &Pipeline| {
        let session = match pipeline.division {
            Division::Together => &together,
            Division::Spread => &spread,
        };
        let (plain, barred) = (pipeline.plain(), pipeline.with_barriers());
        match (answer(session, &plain), answer(&together, &barred)) {
            (Ok(answer), Ok(expected)) if answer == expected => {}
            (answer, expected) => {
                let shown = |answer: Result<Vec<Vec<String>>, EngineError>| match answer {
                    Ok(rows) => format!("{rows:?}"),
                    Err(error) => format!("error: {error:?}"),
                };
                let (answer, expected) = (shown(answer), shown(expected));
                let failure = format!("{}\n{plain}\n  {answer}\n  with barriers: {expected}", pipeline.name());
                failures.lock().expect("a list").push(failure);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZeroUsize::get) {
            scope.spawn(|| {
                while let Some(pipeline) = pipelines.get(next.fetch_add(1, Ordering::Relaxed)) {
                    judge(pipeline);
                }
            });
        }
    });
    let failures = failures.into_inner().expect("a list");
    let shown: Vec<&str> = failures.iter().take(SHOWN).map(String::as_str).collect();
    assert!(failures.is_empty(), "{} of {} pipelines fail\n\n{}", failures.len(), pipelines.len(), shown.join("\n\n"));
}
