use super::{Oracle, Trial, Verdict, unasked};
use crate::hunt::Reply;
use crate::interpreter::is_sorted;
use crate::query::{SortKey, Step};

pub(super) static ORACLE: Oracle =
    Oracle { name: "sorted", summary: "A sort keeps all rows, and brings them into its order.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let columns = trial.columns(2, |c| c.ty.is_orderable());
    if columns.is_empty() {
        return Verdict::Unjudged("no order");
    }
    let mut key = |column: &str| {
        let nulls_first = Some(trial.rng.bool()).filter(|_| trial.rng.u32(0..4) == 0);
        SortKey { column: column.to_owned(), descending: trial.rng.bool(), nulls_first }
    };
    let keys: Vec<SortKey> = columns.iter().map(|c| key(&c.name)).collect();
    let query = trial.query.clone().then(Step::Sort(keys.clone()));
    let came = trial.ask(&query);
    let in_order = match &came {
        Reply::Rows(rows) => is_sorted(rows, &keys),
        other if matches!(trial.plain(), Reply::Rows(_)) => {
            return trial.must_agree("sorted", Some(query.to_string()), other.clone());
        }
        _ => return unasked(trial.plain()),
    };
    match in_order {
        Ok(true) => trial.must_agree("sorted", Some(query.to_string()), came),
        Ok(false) => trial.wrong("sorted, and not in that order", Some(query.to_string()), came),
        Err(unknown) => Verdict::Unjudged(unknown.0),
    }
}
