use super::{Failure, Oracle, Trial, Verdict, unasked};
use crate::cases::same_rows;
use crate::hunt::Reply;

pub(super) static ORACLE: Oracle = Oracle {
    name: "interpreter",
    summary: "A naive interpreter of the core operators gives the same rows, and in the same order where they have one.",
    is_outside: false, judge,
};

/// The code of a call that no row can have, whatever the rows hold.
const REFUSED_CALL: &str = "LUR016";

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let came = trial.plain();
    let expected = match (trial.interpreted(), came) {
        (_, Reply::Broke(_)) => return unasked(came),
        (Err(unknown), _) => return Verdict::Unjudged(unknown.0),
        (Ok(_), Reply::NoMemory) => return unasked(came),
        // Over no rows the interpreter does not find out what a function refuses.
        (Ok(_), Reply::Refused(why)) if why.starts_with(REFUSED_CALL) => return unasked(came),
        (Ok(expected), Reply::Rows(rows)) => {
            let table = &expected.table;
            if table.columns == rows.columns && same_rows(table, rows, expected.ordered) {
                return Verdict::Right;
            }
            expected.clone()
        }
        (Ok(expected), Reply::Refused(_) | Reply::Failed(_)) => expected.clone(),
    };
    if !trial.is_determined() {
        return Verdict::Unjudged("depends on the order of rows");
    }
    let failure = Failure { how: "as it is".to_owned(), asked: None, expected: Some(expected), came: came.clone() };
    Verdict::Wrong(Box::new(failure))
}
