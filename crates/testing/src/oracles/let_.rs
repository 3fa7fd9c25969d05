use super::{Oracle, Trial, Verdict};
use crate::query::{Pipeline, Source};

pub(super) static ORACLE: Oracle =
    Oracle { name: "let", summary: "A table that has a name is the table.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    if trial.query.names_tables() {
        return Verdict::Unjudged("says from which tables rows come");
    }
    let (first, rest) = trial.split();
    let name = "named";
    let named = Pipeline { source: Source::Table(name.to_owned()), steps: rest };
    let text = format!("let {name} = {first};\n{named}");
    let came = trial.ask_text(&text);
    trial.must_agree("with a part named by `let`", Some(text), came)
}
