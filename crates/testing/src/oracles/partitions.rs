use std::num::NonZeroUsize;

use lurcher_engine::limits::{FewRows, Limits};

use super::{Oracle, Trial, Verdict};
use crate::hunt::Engines;

pub(super) static ORACLE: Oracle = Oracle {
    name: "partitions",
    summary: "It does not matter among how many partitions the rows are divided, and how many rows a batch has.",
    is_outside: false, judge,
};

const WAYS: [(usize, usize); 5] = [(8, 1), (8, 7), (2, 1), (3, 2), (1, 1)];

fn judge(trial: &mut Trial<'_>) -> Verdict {
    let (partitions, batch_size) = WAYS[trial.rng.usize(0..WAYS.len())];
    let limits = Limits {
        partitions: NonZeroUsize::new(partitions).unwrap_or(NonZeroUsize::MIN),
        batch_size: NonZeroUsize::new(batch_size).unwrap_or(NonZeroUsize::MIN),
        few_rows: FewRows::Spread,
        ..Engines::limits()
    };
    let came = trial.ask_with(&limits);
    trial.must_agree(&format!("with {partitions} partitions and batches of {batch_size}"), None, came)
}
