use lurcher_symbols::ScalarType::{DateTime, Guid, Int, Long, TimeSpan};
use lurcher_symbols::{ScalarType, Value};

use super::{Oracle, Trial, Verdict, unasked};
use crate::hunt::Reply;
use crate::query::{Expr, Step};

pub(super) static ORACLE: Oracle =
    Oracle { name: "in", summary: "`in` is `==` with one element or with another.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Reply::Rows(rows) = trial.plain() else { return unasked(trial.plain()) };
    let rows = rows.clone();
    let fits = [Long, Int, ScalarType::String, DateTime, TimeSpan, Guid];
    let Some(column) = trial.columns(1, |c| fits.contains(&c.ty)).pop() else { return Verdict::Unjudged("no values") };
    let place = rows.columns.iter().position(|c| *c == column);
    let values = rows.rows.iter().filter_map(|row| row.get(place?)).filter(|value| !value.is_null());
    let mut items: Vec<Value> = values.take(3).cloned().collect();
    items.dedup();
    let equal = |item: &Value| Expr::is("==", vec![Expr::column(&column), Expr::Literal(item.clone())]);
    let any = items.iter().map(equal).reduce(|a, b| Expr::is("or", vec![a, b]));
    let Some(any) = any else { return Verdict::Unjudged("no values") };
    let list = items.into_iter().map(Expr::Literal);
    let within = Expr::is("in", std::iter::once(Expr::column(&column)).chain(list).collect());
    let (one, other) = (trial.query.clone().then(Step::Where(within)), trial.query.clone().then(Step::Where(any)));
    trial.compare("with `in` as `or`", &one, &other)
}
