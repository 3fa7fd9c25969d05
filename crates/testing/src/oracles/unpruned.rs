use lurcher_engine::shortcuts::Shortcuts;

use super::{Oracle, Trial, Verdict};

pub(super) static ORACLE: Oracle =
    Oracle { name: "unpruned", summary: "What nobody reads may be computed as well.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let came = trial.ask_without(&Shortcuts { prunes: false, ..Shortcuts::default() });
    trial.must_agree("with what nobody reads", None, came)
}
