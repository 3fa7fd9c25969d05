use lurcher_symbols::ScalarType;

use super::{Oracle, Trial, Verdict};
use crate::query::{Expr, Step};

pub(super) static ORACLE: Oracle =
    Oracle { name: "has", summary: "`has` finds what has no letter or digit beside it.", is_outside: false, judge };

const TERMS: [&str; 7] = ["foo", "a", "bar", "x", "1", "B", "foobar"];

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let texts = trial.columns(1, |c| c.ty == ScalarType::String);
    let Some(column) = texts.first() else { return Verdict::Unjudged("no text") };
    let term = TERMS[trial.rng.usize(0..TERMS.len())];
    let (sign, flags) = if trial.rng.bool() { ("has", "(?i)") } else { ("has_cs", "") };
    let regex = format!("{flags}(^|[^\\pL\\pN]){term}($|[^\\pL\\pN])");
    let is = |sign: &str, text: &str| Step::Where(Expr::is(sign, vec![Expr::column(column), Expr::text(text)]));
    let has = trial.query.clone().then(is(sign, term));
    let matches = trial.query.clone().then(is("matches regex", &regex));
    trial.compare("with `has` as a regular expression", &has, &matches)
}
