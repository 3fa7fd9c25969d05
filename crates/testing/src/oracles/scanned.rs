use lurcher_symbols::ScalarType;

use super::{Oracle, Trial, Verdict};
use crate::generate::Generator;
use crate::query::{Expr, Step, Verbatim, quoted_name};

pub(super) static ORACLE: Oracle = Oracle {
    name: "scanned",
    summary: "A `scan` of one step that every row matches, and that assigns a column, is an `extend`.",
    is_outside: false,
    judge,
};

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Some(target) = trial.columns(1, |c| c.ty != ScalarType::Dynamic).pop() else {
        return Verdict::Unjudged("no column");
    };
    let columns = trial.query.columns(trial.tables);
    let others: Vec<_> = columns.iter().filter(|c| **c != target).cloned().collect();
    let value: Expr = Generator::new(&mut trial.rng, trial.tables, false).leaf(target.ty, &others);
    let assigned = format!("{} = {value}", quoted_name(&target.name));
    let step = |text: String| {
        let columns = columns.clone();
        Step::Verbatim(Verbatim { text, columns, row_by_row: true, ..Verbatim::default() })
    };
    let scan = step(format!("serialize | scan with (step s: true => {assigned};)"));
    let extend = step(format!("extend {assigned}"));
    trial.compare("with `extend` as `scan`", &trial.query.clone().then(extend), &trial.query.clone().then(scan))
}
