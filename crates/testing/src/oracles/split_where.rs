use super::{Oracle, Trial, Verdict};
use crate::query::{Expr, Step};

pub(super) static ORACLE: Oracle =
    Oracle { name: "split_where", summary: "Two filters, one behind the other, are one with `and`.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let place = trial.place();
    let (one, other) = (trial.predicate_at(place), trial.predicate_at(place));
    let both = trial.with_steps(place, vec![Step::Where(Expr::is("and", vec![one.clone(), other.clone()]))]);
    let apart = trial.with_steps(place, vec![Step::Where(one), Step::Where(other)]);
    trial.compare("with one filter made two", &both, &apart)
}
