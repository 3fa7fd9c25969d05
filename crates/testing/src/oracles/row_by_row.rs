use super::{Oracle, Trial, Verdict, unasked};
use crate::cases::TypedTable;
use crate::hunt::{Kept, Reply, Setting};
use crate::query::{Source, Table};

pub(super) static ORACLE: Oracle = Oracle {
    name: "row_by_row",
    summary: "Of what looks at one row at a time, a table gives what its rows give: kernels over columns are those over constants.",
    is_outside: false, judge,
};

/// How many rows are asked alone.
const ROWS: usize = 12;

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Reply::Rows(all) = trial.plain() else { return unasked(trial.plain()) };
    let Source::Table(name) = &trial.query.source else { return Verdict::Unjudged("no table") };
    let Some(table) = trial.tables.iter().find(|t| t.name == *name) else { return Verdict::Unjudged("no table") };
    if !trial.query.is_row_by_row() || table.rows.rows.len() > ROWS {
        return Verdict::Unjudged("more than a row at a time");
    }
    let mut together = TypedTable { columns: all.columns.clone(), rows: Vec::new() };
    let query = trial.query.to_string();
    for row in &table.rows.rows {
        let rows = TypedTable { columns: table.rows.columns.clone(), rows: vec![row.clone()] };
        let alone = [Table { name: name.clone(), rows }];
        match trial.engines.ask(&Setting::default(), Kept::InQuery, &alone, &query) {
            Reply::Rows(rows) => together.rows.extend(rows.rows),
            other => return trial.must_agree("of one row alone", None, other),
        }
    }
    trial.must_agree("of each row alone", None, Reply::Rows(together))
}
