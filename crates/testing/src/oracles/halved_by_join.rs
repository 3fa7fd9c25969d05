use lurcher_symbols::ScalarType;

use super::{Oracle, Trial, Verdict, unasked};
use crate::cases::TypedTable;
use crate::hunt::Reply;
use crate::query::{JoinKind, Pipeline, Step};

pub(super) static ORACLE: Oracle = Oracle {
    name: "halved_by_join",
    summary: "The rows that have a partner and those that have none are all rows.",
    is_outside: false, judge,
};

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Reply::Rows(all) = trial.plain() else { return unasked(trial.plain()) };
    let columns = all.columns.clone();
    let table = &trial.tables[trial.rng.usize(0..trial.tables.len())];
    let fits = |c: &lurcher_symbols::Column| c.ty != ScalarType::Dynamic && table.rows.columns.contains(c);
    let Some(key) = trial.columns(1, fits).pop() else { return Verdict::Unjudged("no key in common") };
    let mut together = TypedTable { columns, rows: Vec::new() };
    let mut asked = Vec::new();
    for kind in [JoinKind::LeftSemi, JoinKind::LeftAnti] {
        let on = vec![(key.name.to_string(), key.name.to_string())];
        let query = trial.query.clone().then(Step::Join { kind, right: Pipeline::table(&table.name), on });
        asked.push(query.to_string());
        match trial.ask(&query) {
            Reply::Rows(rows) => together.rows.extend(rows.rows),
            other => return trial.must_agree("with a join", asked.pop(), other),
        }
    }
    trial.must_agree("in two halves", Some(asked.join(";\n")), Reply::Rows(together))
}
