use super::{NAMES, Oracle, Trial, Verdict};
use crate::query::{Pipeline, Source};

pub(super) static ORACLE: Oracle =
    Oracle { name: "let", summary: "A table that has a name is the table.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Some((first, rest)) = trial.split() else { return Verdict::Unjudged(NAMES) };
    let name = "named";
    let named = Pipeline { source: Source::Table(name.to_owned()), steps: rest };
    let text = format!("let {name} = {first};\n{named}");
    let came = trial.ask_text(&text);
    trial.must_agree("with a part named by `let`", Some(text), came)
}
