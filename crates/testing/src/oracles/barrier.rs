use lurcher_symbols::{ScalarType, Value};

use super::{Oracle, Trial, Verdict};
use crate::query::{Expr, Step};

pub(super) static ORACLE: Oracle =
    Oracle { name: "barrier", summary: "A filter that is true of every row, but not before it runs, changes nothing.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let place = trial.place();
    let random = Expr::call("rand", Vec::new(), ScalarType::Real);
    let always = Expr::is(">=", vec![random, Expr::Literal(Value::Real(0.0))]);
    let query = trial.with_steps(place, vec![Step::Where(always)]);
    let came = trial.ask(&query);
    trial.must_agree("with a filter that nothing can be moved over", Some(query.to_string()), came)
}
