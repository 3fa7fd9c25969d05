use lurcher_diagnostics::{Source, Sources};
use lurcher_syntax::{parse, print};

use super::{Oracle, Trial, Verdict};

pub(super) static ORACLE: Oracle =
    Oracle { name: "printed", summary: "A query that is read and printed is the query.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let text = trial.query.to_string();
    let mut sources = Sources::new();
    let mut read = |text: &str| parse(text, sources.add(Source::new("query", text)));
    let first = read(&text);
    if first.diagnostics.has_errors() {
        return Verdict::Unjudged("refused");
    }
    let printed = print(&first.query);
    let again = read(&printed);
    let came = trial.ask_text(&printed);
    if again.query != first.query {
        return trial.wrong("printed, and read as another query", Some(printed), came);
    }
    trial.must_agree("printed", Some(printed), came)
}
