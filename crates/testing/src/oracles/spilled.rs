use std::num::NonZeroUsize;

use lurcher_engine::limits::Limits;
use lurcher_symbols::ScalarType;

use super::{Oracle, Trial, Verdict};
use crate::hunt::{Engines, Setting};
use crate::query::{Expr, Step};

pub(super) static ORACLE: Oracle =
    Oracle { name: "spilled", summary: "It does not matter whether the rows fit into memory.", is_outside: false, judge };

/// How many times a table's rows are there.
const TIMES: i64 = 300;

/// So few bytes that a sort or a summarize of them goes on on disk, and so many that it can.
const MEMORY: [usize; 3] = [600 << 10, 1 << 20, 2 << 20];

fn judge(trial: &mut Trial<'_>) -> Verdict {
    if trial.rng.u32(0..4) > 0 {
        return Verdict::Unjudged("not this time");
    }
    let list = Expr::call("range", vec![Expr::long(1), Expr::long(TIMES)], ScalarType::Dynamic);
    let expand = Step::MvExpand { name: "number".into(), column: "numbers".into(), ty: Some(ScalarType::Long), index: None };
    let gone = Step::ProjectAway(vec!["numbers".into()]);
    let query = trial.with_steps(0, vec![Step::Extend(vec![("numbers".into(), list)]), expand, gone]);
    let memory = MEMORY[trial.rng.usize(0..MEMORY.len())];
    let small = NonZeroUsize::MIN.saturating_add(255);
    let limits = Limits { memory, batch_size: small, ..Engines::limits() };
    let text = query.to_string();
    let setting = Setting { limits, ..Setting::default() };
    let came = trial.engines.ask(&setting, trial.kept, trial.tables, &text);
    let many = Trial::new(trial.engines, trial.tables, trial.kept, &query, 0);
    many.must_agree(&format!("with {memory} bytes"), Some(text), came)
}
