use lurcher_symbols::ScalarType;

use super::{Oracle, Trial, Verdict};
use crate::query::{Aggregate, Expr, Step, quoted_name};

pub(super) static ORACLE: Oracle =
    Oracle { name: "facet", summary: "`facet` counts the rows of each value.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Some(column) = trial.columns(1, |c| c.ty != ScalarType::Dynamic).pop() else {
        return Verdict::Unjudged("no column to group by");
    };
    let count = Aggregate { name: "count".to_owned(), args: Vec::new(), ty: ScalarType::Long };
    let by = vec![(column.name.to_string(), Expr::column(&column))];
    let grouped = Step::Summarize { aggregates: vec![(format!("count_{}", column.name), count)], by };
    let text = format!("{}\n| facet by {}", trial.query, quoted_name(&column.name));
    let one = trial.query.clone().then(grouped);
    trial.compare_text("with groups as `facet`", &one, text)
}
