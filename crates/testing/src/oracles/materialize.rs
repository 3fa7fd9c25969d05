use super::{Oracle, Trial, Verdict};
use crate::query::{Pipeline, Source};

pub(super) static ORACLE: Oracle =
    Oracle { name: "materialize", summary: "A table that is computed before it is read is the table.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    if trial.query.names_tables() {
        return Verdict::Unjudged("says from which tables rows come");
    }
    let (first, rest) = trial.split();
    let nested = Pipeline { source: Source::Nested(Box::new(first.clone())), steps: rest.clone() };
    let materialized = Pipeline { source: Source::Materialized(Box::new(first)), steps: rest };
    trial.compare("with a part materialized", &materialized, &nested)
}
