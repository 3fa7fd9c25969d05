use super::{Oracle, Trial, Verdict};
use crate::query::{Step, Verbatim};

pub(super) static ORACLE: Oracle = Oracle {
    name: "named_condition",
    summary: "A condition that has a name is the condition.",
    is_outside: false,
    judge,
};

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let columns = trial.query.columns(trial.tables);
    let condition = trial.predicate_at(trial.query.steps.len());
    let text = format!("where its_name = {condition}");
    let named = Step::Verbatim(Verbatim { text, columns, row_by_row: true, ..Verbatim::default() });
    let (one, other) = (trial.query.clone().then(Step::Where(condition)), trial.query.clone().then(named));
    trial.compare("with a name for the condition", &one, &other)
}
