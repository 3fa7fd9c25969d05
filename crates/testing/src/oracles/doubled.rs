use super::{Oracle, Trial, Verdict, unasked};
use crate::hunt::Reply;
use crate::query::{Pipeline, Source, Step};

pub(super) static ORACLE: Oracle =
    Oracle { name: "doubled", summary: "The union of a table with itself has every row twice.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Reply::Rows(all) = trial.plain() else { return unasked(trial.plain()) };
    let mut expected = all.clone();
    expected.rows.extend(all.rows.iter().cloned());
    let query = Pipeline { source: Source::Nested(Box::new(trial.query.clone())), steps: Vec::new() }
        .then(Step::Union { legs: vec![trial.query.clone()], inner: false });
    let came = trial.ask(&query);
    trial.must_be("united with itself", Some(query.to_string()), &expected, came)
}
