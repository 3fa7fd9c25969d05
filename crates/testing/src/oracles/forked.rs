use super::{NAMES, Oracle, Trial, Verdict};
use crate::query::Pipeline;

pub(super) static ORACLE: Oracle =
    Oracle { name: "forked", summary: "The way of a `fork` is the rest of the query.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Some((first, rest)) = trial.split() else { return Verdict::Unjudged(NAMES) };
    if rest.is_empty() {
        return Verdict::Unjudged("no way on");
    }
    let way = Pipeline { steps: rest, ..first.clone() }.to_string();
    let way = way.strip_prefix(&Pipeline { steps: Vec::new(), ..first.clone() }.to_string()).unwrap_or_default();
    let way = way.trim_start().trim_start_matches('|');
    let text = format!("{first}\n| fork (count) ({way})");
    let came = trial.ask_text(&text);
    trial.must_agree("as the last way of a `fork`", Some(text), came)
}
