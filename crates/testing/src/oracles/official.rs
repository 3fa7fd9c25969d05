use super::{Oracle, Trial, Verdict};
use crate::binding::Opinion;
use crate::hunt::Reply;

pub(super) static ORACLE: Oracle = Oracle {
    name: "official",
    summary: "Microsoft's own binder takes the same queries, and gives their columns the same names and types.",
    is_outside: true, judge,
};

fn judge(trial: &mut Trial<'_>) -> Verdict {
    if trial.query.to_string().contains("materialize(") {
        return Verdict::Unjudged("a table that is materialized where only a `let` may");
    }
    let Some(theirs) = trial.engines.official(trial.tables, &trial.query.to_string()) else {
        return Verdict::Unjudged("Microsoft's binder is not installed");
    };
    let ours = trial.engines.bound(trial.tables, &trial.query.to_string());
    let agrees = match (&ours, &theirs) {
        (Reply::Rows(bound), Opinion::Columns(columns)) => {
            let bound = bound.columns.iter().map(|c| (c.name.to_string(), c.ty.name().to_owned()));
            bound.eq(columns.iter().cloned())
        }
        (Reply::Refused(_), Opinion::Refused(_)) => true,
        _ => false,
    };
    if agrees {
        return Verdict::Right;
    }
    trial.wrong(&format!("of Microsoft's binder, which says: {theirs}"), None, ours)
}
