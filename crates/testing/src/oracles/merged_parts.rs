use lurcher_symbols::ScalarType::{self, Long};

use super::{Oracle, Trial, Verdict};
use crate::query::{Aggregate, Expr, Pipeline, Source, Step};

pub(super) static ORACLE: Oracle =
    Oracle { name: "merged_parts", summary: "Aggregates of all rows are those of the aggregates of the parts.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let keys = trial.columns(2, |c| c.ty != ScalarType::Dynamic);
    let Some(value) = trial.columns(1, |c| c.ty == Long).pop() else { return Verdict::Unjudged("no long to sum up") };
    let by: Vec<_> = keys.iter().map(|c| (c.name.to_string(), Expr::column(c))).collect();
    let of = |name: &str, args: Vec<Expr>| Aggregate { name: name.to_owned(), args, ty: Long };
    let functions = [("rows_", "count", "sum"), ("sum_", "sum", "sum"), ("least_", "min", "min"), ("most_", "max", "max")];
    let first = functions.map(|(column, name, _)| {
        let args = if name == "count" { Vec::new() } else { vec![Expr::column(&value)] };
        (column.to_owned(), of(name, args))
    });
    let merged = functions.map(|(column, _, name)| {
        (column.to_owned(), of(name, vec![Expr::Column(column.to_owned(), Long)]))
    });
    let all = Step::Summarize { aggregates: first.to_vec(), by: by.clone() };
    let predicate = trial.predicate_at(trial.query.steps.len());
    let part = |condition: Expr| trial.query.clone().then(Step::Where(condition)).then(all.clone());
    let rest = [Expr::is("not", vec![predicate.clone()]), Expr::is("isnull", vec![predicate.clone()])];
    let union = Pipeline { source: Source::Nested(Box::new(part(predicate))), steps: Vec::new() }
        .then(Step::Union { legs: rest.map(part).to_vec(), inner: false })
        .then(Step::Summarize { aggregates: merged.to_vec(), by });
    trial.compare("with aggregates merged", &union, &trial.query.clone().then(all))
}
