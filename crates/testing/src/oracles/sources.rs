use lurcher_symbols::{Column, ScalarType};

use super::{Oracle, Trial, Verdict};
use crate::query::{Expr, Pipeline, Source, Step, Verbatim};

pub(super) static ORACLE: Oracle = Oracle {
    name: "sources",
    summary: "`union withsource` tells the rows of its inputs apart by what `as` calls them.",
    is_outside: false,
    judge,
};

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let columns = trial.query.columns(trial.tables);
    let table = &trial.tables[trial.rng.usize(0..trial.tables.len())];
    let clashes = |c: &Column| table.rows.columns.iter().any(|other| other.name == c.name && other.ty != c.ty);
    if columns.is_empty() || columns.iter().any(clashes) {
        return Verdict::Unjudged("no column to tell rows by");
    }
    let source = Column::new("source_", ScalarType::String);
    let added = table.rows.columns.iter().filter(|c| !columns.contains(c)).cloned();
    let all: Vec<Column> = std::iter::once(source).chain(columns.iter().cloned()).chain(added).collect();
    let text = format!("as Own_ | union withsource=source_ ({} | as Other_)", table.name);
    let union = Verbatim { text, columns: all, ..Verbatim::default() };
    let own = Expr::Column("source_".to_owned(), ScalarType::String);
    let query = Pipeline { source: Source::Nested(Box::new(trial.query.clone())), steps: Vec::new() }
        .then(Step::Verbatim(union))
        .then(Step::Where(Expr::is("==", vec![own, Expr::text("Own_")])))
        .then(Step::Project(columns.iter().map(|c| (c.name.to_string(), Expr::column(c))).collect()));
    let came = trial.ask(&query);
    trial.must_agree("told apart from another table's rows", Some(query.to_string()), came)
}
