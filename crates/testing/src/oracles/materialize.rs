use super::{NAMES, Oracle, Trial, Verdict};
use crate::query::{Pipeline, Source};

pub(super) static ORACLE: Oracle =
    Oracle { name: "materialize", summary: "A table that is computed before it is read is the table.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Some((first, rest)) = trial.split() else { return Verdict::Unjudged(NAMES) };
    let nested = Pipeline { source: Source::Nested(Box::new(first.clone())), steps: rest.clone() };
    let materialized = Pipeline { source: Source::Materialized(Box::new(first)), steps: rest };
    trial.compare("with a part materialized", &materialized, &nested)
}
