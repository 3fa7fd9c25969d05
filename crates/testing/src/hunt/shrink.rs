//! Makes a failure as small as it can be: fewer rows, columns, operators and expressions, as long as the oracle still
//! objects.

use crate::hunt::{Engines, Kept, Reply};
use crate::oracles::{Failure, Oracle, Trial, Verdict};
use crate::query::{Expr, Pipeline, Source, Step, Table};

/// How many smaller cases are tried.
const TRIES: usize = 400;

/// An oracle's choices change with the query, so that each is asked with several.
const SEEDS: u64 = 2;

/// A case that an oracle objects to.
#[derive(Debug, Clone)]
pub struct Shrunk {
    /// The tables.
    pub tables: Vec<Table>,
    /// The query.
    pub query: Pipeline,
    /// What is wrong with it.
    pub failure: Failure,
}

/// The smallest case found that an oracle objects to in the same way.
pub fn shrink(engines: &Engines, oracle: &Oracle, kept: Kept, seed: u64, found: Shrunk) -> Shrunk {
    let mut best = found;
    let mut tries = 0;
    let broke = matches!(best.failure.came, Reply::Broke(_));
    loop {
        let mut smaller = None;
        for (tables, query) in candidates(&best.tables, &best.query) {
            if tries == TRIES {
                return best;
            }
            tries += 1;
            let failure = (0..SEEDS).find_map(|i| {
                let mut trial = Trial::new(engines, &tables, kept, &query, seed + i);
                match oracle.says(&mut trial) {
                    Verdict::Wrong(failure) if matches!(failure.came, Reply::Broke(_)) == broke => Some(*failure),
                    _ => None,
                }
            });
            if let Some(failure) = failure {
                smaller = Some(Shrunk { tables, query, failure });
                break;
            }
        }
        match smaller {
            Some(smaller) => best = smaller,
            None => return best,
        }
    }
}

/// Cases that are a little smaller, those that are much smaller first.
fn candidates(tables: &[Table], query: &Pipeline) -> Vec<(Vec<Table>, Pipeline)> {
    let text = query.to_string();
    let unread = tables.iter().filter(|table| !text.contains(&table.name));
    let without = unread.map(|table| tables.iter().filter(|t| t.name != table.name).cloned().collect());
    let of_tables = |tables: Vec<Table>| (tables, query.clone());
    let mut all: Vec<_> = without.map(of_tables).collect();
    all.extend(pipelines(query).into_iter().map(|query| (tables.to_vec(), query)));
    all.extend(smaller_tables(tables).into_iter().map(of_tables));
    all
}

fn smaller_tables(tables: &[Table]) -> Vec<Vec<Table>> {
    let mut all = Vec::new();
    for (i, table) in tables.iter().enumerate() {
        let mut with = |rows| {
            let mut changed = tables.to_vec();
            changed[i].rows = rows;
            all.push(changed);
        };
        let count = table.rows.rows.len();
        let mut size = count / 2;
        while size > 0 {
            for start in (0..count).step_by(size) {
                let mut rows = table.rows.clone();
                rows.rows.drain(start..count.min(start + size));
                with(rows);
            }
            size /= 2;
        }
        for column in 0..table.rows.columns.len() {
            if table.rows.columns.len() > 1 {
                let mut rows = table.rows.clone();
                rows.columns.remove(column);
                rows.rows.iter_mut().for_each(|row| drop(row.remove(column)));
                with(rows);
            }
        }
    }
    all
}

fn pipelines(query: &Pipeline) -> Vec<Pipeline> {
    let mut all = Vec::new();
    if let Source::Nested(inner) | Source::Materialized(inner) = &query.source {
        let steps = inner.steps.iter().chain(&query.steps).cloned().collect();
        all.push(Pipeline { source: inner.source.clone(), steps });
        for smaller in pipelines(inner) {
            let source = match &query.source {
                Source::Materialized(_) => Source::Materialized(Box::new(smaller)),
                _ => Source::Nested(Box::new(smaller)),
            };
            all.push(Pipeline { source, steps: query.steps.clone() });
        }
    }
    for i in 0..query.steps.len() {
        let mut without = query.clone();
        without.steps.remove(i);
        all.push(without);
    }
    for (i, step) in query.steps.iter().enumerate() {
        for smaller in steps(step) {
            let mut changed = query.clone();
            changed.steps[i] = smaller;
            all.push(changed);
        }
    }
    all
}

fn steps(step: &Step) -> Vec<Step> {
    let mut all = lists(step);
    for (i, inner) in step.pipelines().into_iter().enumerate() {
        for smaller in pipelines(inner) {
            let mut changed = step.clone();
            if let Some(place) = changed.pipelines_mut().into_iter().nth(i) {
                *place = smaller;
            }
            all.push(changed);
        }
    }
    let mut copy = step.clone();
    for (i, expr) in copy.expressions_mut().into_iter().enumerate() {
        for smaller in expressions(expr) {
            let mut changed = step.clone();
            if let Some(place) = changed.expressions_mut().into_iter().nth(i) {
                *place = smaller;
            }
            all.push(changed);
        }
    }
    all
}

/// The step with one thing less in its lists.
fn lists(step: &Step) -> Vec<Step> {
    fn without<T: Clone>(items: &[T], least: usize, make: impl Fn(Vec<T>) -> Step) -> Vec<Step> {
        let less = |i: usize| {
            let mut rest = items.to_vec();
            rest.remove(i);
            make(rest)
        };
        if items.len() > least { (0..items.len()).map(less).collect() } else { Vec::new() }
    }
    match step {
        Step::Extend(made) => without(made, 1, Step::Extend),
        Step::Project(made) => without(made, 1, Step::Project),
        Step::ProjectAway(names) => without(names, 1, Step::ProjectAway),
        Step::Distinct(names) => without(names, 1, Step::Distinct),
        Step::Sort(keys) => without(keys, 1, Step::Sort),
        Step::Summarize { aggregates, by } => {
            let (least, fewest) = (usize::from(by.is_empty()), usize::from(aggregates.is_empty()));
            let mut all = without(aggregates, least, |aggregates| Step::Summarize { aggregates, by: by.clone() });
            all.extend(without(by, fewest, |by| Step::Summarize { aggregates: aggregates.clone(), by }));
            all
        }
        Step::Join { kind, right, on } => without(on, 1, |on| Step::Join { kind: *kind, right: right.clone(), on }),
        Step::Union { legs, inner } => without(legs, 1, |legs| Step::Union { legs, inner: *inner }),
        _ => Vec::new(),
    }
}

/// The parts of an expression that have its type.
fn expressions(expr: &Expr) -> Vec<Expr> {
    let Expr::Call(call) = expr else { return Vec::new() };
    let mut all: Vec<Expr> = call.args.iter().filter(|arg| arg.ty() == call.ty).cloned().collect();
    for (i, arg) in call.args.iter().enumerate() {
        for smaller in expressions(arg) {
            let mut changed = call.clone();
            changed.args[i] = smaller;
            all.push(Expr::Call(changed));
        }
    }
    all
}
