use lurcher_engine::shortcuts::{Shortcuts, omittable_rules};

use super::{Oracle, Trial, Verdict};

pub(super) static ORACLE: Oracle =
    Oracle { name: "rules", summary: "No rule of the optimizer changes an answer: one is left out.", is_outside: false, judge };

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let rules = omittable_rules();
    let rule = &rules[trial.rng.usize(0..rules.len())];
    let came = trial.ask_without(&Shortcuts { omitted_rules: vec![rule.clone()], ..Shortcuts::default() });
    trial.must_agree(&format!("without the optimizer's {rule}"), None, came)
}
