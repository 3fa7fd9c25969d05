use lurcher_symbols::ScalarType;

use super::{Oracle, Trial, Verdict};
use crate::query::{Expr, Step};

pub(super) static ORACLE: Oracle =
    Oracle { name: "distinct", summary: "`distinct` is `summarize by` without aggregates.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let columns = trial.columns(3, |c| c.ty != ScalarType::Dynamic);
    if columns.is_empty() {
        return Verdict::Unjudged("no column to group by");
    }
    let distinct = Step::Distinct(columns.iter().map(|c| c.name.to_string()).collect());
    let by = columns.iter().map(|c| (c.name.to_string(), Expr::column(c))).collect();
    let summarize = Step::Summarize { aggregates: Vec::new(), by };
    let (one, other) = (trial.query.clone().then(distinct), trial.query.clone().then(summarize));
    trial.compare("with `distinct` as `summarize`", &one, &other)
}
