use super::{Oracle, Trial, Verdict, unasked};
use crate::cases::TypedTable;
use crate::generate::Generator;
use crate::hunt::Reply;
use crate::query::{Expr, Step};

pub(super) static ORACLE: Oracle = Oracle {
    name: "ternary",
    summary: "The rows where a predicate is true, where it is false and where it is null are all rows.",
    is_outside: false, judge,
};

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Reply::Rows(all) = trial.plain() else { return unasked(trial.plain()) };
    let columns = trial.query.columns(trial.tables);
    let predicate = Generator::new(&mut trial.rng.clone(), trial.tables, true).predicate(&columns);
    let parts = [predicate.clone(), Expr::is("not", vec![predicate.clone()]), Expr::is("isnull", vec![predicate])];
    let mut together = TypedTable { columns: all.columns.clone(), rows: Vec::new() };
    let mut asked = Vec::new();
    let mut refused = Vec::new();
    for part in parts {
        let query = trial.query.clone().then(Step::Where(part));
        asked.push(query.to_string());
        match trial.ask(&query) {
            Reply::Rows(rows) => together.rows.extend(rows.rows),
            Reply::Broke(why) => return trial.must_agree("with a filter", asked.pop(), Reply::Broke(why)),
            other => refused.push(other),
        }
    }
    let text = Some(asked.join(";\n"));
    match refused.pop() {
        None => trial.must_agree("in three parts", text, Reply::Rows(together)),
        // The predicate itself may be one that no row can have.
        Some(last) if refused.len() + 1 == asked.len() => unasked(&last),
        Some(last) => trial.must_agree("in three parts", text, last),
    }
}
