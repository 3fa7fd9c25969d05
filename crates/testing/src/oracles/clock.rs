use lurcher_symbols::ScalarType::DateTime;

use super::{Oracle, Trial, Verdict};
use crate::query::{Step, Verbatim, quoted_name};

pub(super) static ORACLE: Oracle = Oracle {
    name: "clock",
    summary: "A time without a date is one of today.",
    is_outside: false,
    judge,
};

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Some(column) = trial.columns(1, |c| c.ty == DateTime).pop() else { return Verdict::Unjudged("no datetime") };
    let columns = trial.query.columns(trial.tables);
    let (hour, minute) = (trial.rng.u32(0..24), trial.rng.u32(0..60));
    let filter = |time: String| {
        let text = format!("where {} < {time}", quoted_name(&column.name));
        let filter = Verbatim { text, columns: columns.clone(), row_by_row: true, ..Verbatim::default() };
        trial.query.clone().then(Step::Verbatim(filter))
    };
    let short = filter(format!("datetime({hour}:{minute:02})"));
    let long = filter(format!("startofday(now()) + {hour}h + {minute}m"));
    trial.compare("with a time of today without its date", &long, &short)
}
