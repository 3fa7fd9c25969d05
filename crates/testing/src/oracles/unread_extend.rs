use super::{Oracle, Trial, Verdict};
use crate::generate::Generator;
use crate::hunt::Reply;
use crate::query::{Expr, Step};

pub(super) static ORACLE: Oracle =
    Oracle { name: "unread_extend", summary: "A column that nobody reads changes no other.", is_outside: false, judge };

const NAME: &str = "unread";

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let place = trial.place();
    if trial.query.reads_all_columns(place) {
        return Verdict::Unjudged("reads all columns");
    }
    let before = trial.query.columns_before(place, trial.tables);
    let result = trial.query.columns(trial.tables);
    let column = Generator::new(&mut trial.rng, trial.tables, true).any(&before);
    let read = result.iter().map(|c| (c.name.to_string(), Expr::column(c))).collect();
    let extend = Step::Extend(vec![(NAME.to_owned(), column)]);
    let query = trial.with_steps(place, vec![extend.clone()]).then(Step::Project(read));
    if result.is_empty() {
        return Verdict::Unjudged("no column");
    }
    let came = trial.ask(&query);
    if matches!(came, Reply::Refused(_) | Reply::Failed(_)) {
        // The column itself may be one that no row can have.
        let mut alone = trial.query.clone();
        alone.steps.truncate(place);
        if !matches!(trial.ask(&alone.then(extend)), Reply::Rows(_)) {
            return Verdict::Unjudged("the column is refused");
        }
    }
    trial.must_agree("with a column that nobody reads", Some(query.to_string()), came)
}
