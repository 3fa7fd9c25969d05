use lurcher_symbols::{ScalarType, Value};

use super::{Oracle, Trial, Verdict, unasked};
use crate::cases::TypedTable;
use crate::hunt::Reply;
use crate::interpreter::identities;
use crate::query::{Expr, Step};

pub(super) static ORACLE: Oracle = Oracle {
    name: "sampled",
    summary: "A filter by chance lets some of the rows through, and none that were not there.",
    is_outside: false,
    judge,
};

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Reply::Rows(all) = trial.plain() else { return unasked(trial.plain()) };
    let all = all.clone();
    let random = Expr::call("rand", Vec::new(), ScalarType::Real);
    let some = Expr::is("<", vec![random, Expr::Literal(Value::Real(0.5))]);
    let query = trial.query.clone().then(Step::Where(some));
    let came = trial.ask(&query);
    let Reply::Rows(sample) = &came else { return trial.must_agree("sampled", Some(query.to_string()), came) };
    let mut left: Vec<String> = all.rows.iter().map(|row| identities(row)).collect();
    left.sort_unstable();
    let foreign = sample.rows.iter().filter(|row| {
        let place = left.binary_search(&identities(row));
        place.map(|place| left.remove(place)).is_err()
    });
    let foreign: Vec<_> = foreign.cloned().collect();
    if foreign.is_empty() && sample.columns == all.columns {
        return Verdict::Right;
    }
    if !trial.is_determined() {
        return Verdict::Unjudged("depends on the order of rows");
    }
    let foreign = TypedTable { columns: sample.columns.clone(), rows: foreign };
    trial.wrong("with a filter by chance, which adds these rows", Some(query.to_string()), Reply::Rows(foreign))
}
