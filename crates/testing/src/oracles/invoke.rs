use super::{NAMES, Oracle, Trial, Verdict};
use crate::query::{Pipeline, Source, quoted_name};

pub(super) static ORACLE: Oracle =
    Oracle { name: "invoke", summary: "A function that is invoked on rows does with them what its body says.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Some((first, rest)) = trial.split() else { return Verdict::Unjudged(NAMES) };
    let columns = first.columns(trial.tables);
    // Other columns than these the function would not see by their names alone.
    let declared = columns.iter().map(|c| format!("{}:{}", quoted_name(&c.name), c.ty)).collect::<Vec<_>>().join(", ");
    if declared.is_empty() {
        return Verdict::Unjudged("no column");
    }
    let body = Pipeline { source: Source::Table("rows_".to_owned()), steps: rest };
    let text = format!("let rest_ = (rows_:({declared})) {{\n{body}\n}};\n{first}\n| invoke rest_()");
    let came = trial.ask_text(&text);
    trial.must_agree("with a part as a function", Some(text), came)
}
