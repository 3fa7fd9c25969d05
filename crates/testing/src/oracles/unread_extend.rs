use super::{Oracle, Trial, Verdict};
use crate::generate::Generator;
use crate::query::{Expr, Step};

pub(super) static ORACLE: Oracle =
    Oracle { name: "unread_extend", summary: "A column that nobody reads changes no other.", is_outside: false, judge };

const NAME: &str = "unread";

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let place = trial.place();
    let before = trial.query.columns_before(place, trial.tables);
    let result = trial.query.columns(trial.tables);
    let column = Generator::new(&mut trial.rng, trial.tables, true).any(&before);
    let read = result.iter().map(|c| (c.name.to_string(), Expr::column(c))).collect();
    let query = trial.with_steps(place, vec![Step::Extend(vec![(NAME.to_owned(), column)])]).then(Step::Project(read));
    let came = trial.ask(&query);
    if result.is_empty() || matches!(came, crate::hunt::Reply::Refused(_) | crate::hunt::Reply::Failed(_)) {
        // The column itself may be one that no row can have.
        return Verdict::Unjudged("the column is refused");
    }
    trial.must_agree("with a column that nobody reads", Some(query.to_string()), came)
}
