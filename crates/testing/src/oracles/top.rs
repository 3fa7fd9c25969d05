use super::{Oracle, Trial, Verdict};
use crate::query::{SortKey, Step};

pub(super) static ORACLE: Oracle =
    Oracle { name: "top", summary: "`top` is `sort` and `take`.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Some(column) = trial.columns(1, |c| c.ty.is_orderable()).pop() else { return Verdict::Unjudged("no order") };
    let key = SortKey { column: column.name.to_string(), descending: trial.rng.bool(), nulls_first: None };
    let count = trial.rng.u64(1..8);
    let top = trial.query.clone().then(Step::Top(count, key.clone()));
    let sort = trial.query.clone().then(Step::Sort(vec![key])).then(Step::Take(count));
    trial.compare("with `top` as `sort` and `take`", &top, &sort)
}
