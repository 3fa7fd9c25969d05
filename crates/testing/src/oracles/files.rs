use super::{NAMES, Oracle, Trial, Verdict, unasked};
use crate::hunt::{Reply, Setting, Stored};

pub(super) static ORACLE: Oracle = Oracle {
    name: "files",
    summary: "It does not matter how rows are stored: CSV, JSON or Parquet, in one file or several, with statistics, dictionaries and small row groups or without.",
    is_outside: false, judge,
};

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let Reply::Rows(_) = trial.plain() else { return unasked(trial.plain()) };
    if trial.query.names_tables() {
        return Verdict::Unjudged(NAMES);
    }
    let stored = match Stored::by_chance(&mut trial.rng, trial.tables) {
        Ok(stored) => stored,
        Err(_) => return Verdict::Unjudged("no room for files"),
    };
    let came = trial.engines.ask_stored(&Setting::default(), &stored, trial.tables, &trial.query.to_string());
    trial.must_agree(&format!("over {}", stored.how()), None, came)
}
