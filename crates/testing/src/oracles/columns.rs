use super::{Oracle, Trial, Verdict, unasked};
use crate::cases::TypedTable;
use crate::hunt::Reply;
use crate::query::{Expr, Step};

pub(super) static ORACLE: Oracle =
    Oracle { name: "columns", summary: "What is not read changes nothing of what is: not one column, and not the count.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Reply::Rows(all) = trial.plain() else { return unasked(trial.plain()) };
    let all = all.clone();
    if trial.rng.u32(0..3) == 0 {
        let query = trial.query.clone().then(Step::Count);
        let count = vec![lurcher_symbols::Value::Long(all.rows.len() as i64)];
        let expected = TypedTable { columns: query.columns(trial.tables), rows: vec![count] };
        let came = trial.ask(&query);
        return trial.must_be("counted", Some(query.to_string()), &expected, came);
    }
    let kept = trial.columns(2, |_| true);
    if kept.is_empty() {
        return Verdict::Unjudged("no column");
    }
    let read = kept.iter().map(|c| (c.name.to_string(), Expr::column(c))).collect();
    let query = trial.query.clone().then(Step::Project(read));
    let places: Vec<usize> = kept.iter().filter_map(|c| all.columns.iter().position(|own| own == c)).collect();
    if places.len() < kept.len() {
        return trial.wrong("as it is, with other columns", None, Reply::Rows(all));
    }
    let rows = all.rows.iter().map(|row| places.iter().map(|i| row[*i].clone()).collect()).collect();
    let came = trial.ask(&query);
    trial.must_be("read in part", Some(query.to_string()), &TypedTable { columns: kept, rows }, came)
}
