use lurcher_symbols::{ScalarType, Value};

use super::{Oracle, Trial, Verdict};
use crate::query::{Expr, Step, Verbatim};

pub(super) static ORACLE: Oracle = Oracle {
    name: "search",
    summary: "`search` finds the rows of which any column, as a text, `has` the term.",
    is_outside: false,
    judge,
};

const TERMS: [&str; 7] = ["1", "foo", "2", "a", "10", "true", "100"];

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let columns = trial.query.columns(trial.tables);
    let term = TERMS[trial.rng.usize(0..TERMS.len())];
    let (kind, sign) = if trial.rng.bool() { ("case_insensitive", "has") } else { ("case_sensitive", "has_cs") };
    let has = |c: &lurcher_symbols::Column| {
        let text = Expr::call("tostring", vec![Expr::column(c)], ScalarType::String);
        Expr::is(sign, vec![text, Expr::text(term)])
    };
    let any = columns.iter().map(has).reduce(|a, b| Expr::is("or", vec![a, b]));
    let any = any.unwrap_or(Expr::Literal(Value::Bool(false)));
    let text = format!("search kind={kind} \"{term}\" | project-away [\"$table\"]");
    let search = Step::Verbatim(Verbatim { text, columns, row_by_row: true, ..Verbatim::default() });
    let (one, other) = (trial.query.clone().then(Step::Where(any)), trial.query.clone().then(search));
    trial.compare("with `has` of each column as `search`", &one, &other)
}
