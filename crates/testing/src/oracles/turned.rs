use lurcher_engine::limits::{FewRows, Limits};

use super::{Oracle, Trial, Verdict};
use crate::hunt::Engines;

pub(super) static ORACLE: Oracle =
    Oracle { name: "turned", summary: "The order of a table's rows does not matter.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let few_rows = if trial.rng.bool() { FewRows::Reversed } else { FewRows::Rotated };
    let came = trial.ask_with(&Limits { few_rows, ..Engines::limits() });
    trial.must_agree(&format!("with its tables' rows {few_rows:?}").to_lowercase(), None, came)
}
