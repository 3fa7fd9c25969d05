use super::{Oracle, Trial, Verdict, unasked};
use crate::hunt::Reply;
use crate::query::{Expr, Step, quoted_name};

pub(super) static ORACLE: Oracle =
    Oracle { name: "find", summary: "`find` in one table is `where` and `project`.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    // Of a table that is known to have no rows `find` binds nothing, and so refuses nothing.
    let Reply::Rows(_) = trial.plain() else { return unasked(trial.plain()) };
    let predicate = trial.predicate_at(trial.query.steps.len());
    let kept = trial.columns(3, |_| true);
    if kept.is_empty() {
        return Verdict::Unjudged("no column");
    }
    let names = kept.iter().map(|c| quoted_name(&c.name)).collect::<Vec<_>>().join(", ");
    let text =
        format!("let named = {};\nfind in (named) where {predicate} project {names}\n| project {names}", trial.query);
    let read = kept.iter().map(|c| (c.name.to_string(), Expr::column(c))).collect();
    let one = trial.query.clone().then(Step::Where(predicate)).then(Step::Project(read));
    trial.compare_text("with `where` as `find`", &one, text)
}
