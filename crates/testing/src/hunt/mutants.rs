//! Proves the search: with a fault planted it must find a failure.

use std::io::Result;
use std::time::Duration;

use lurcher_symbols::mutants::Mutant;

use super::{Bounds, Hunt};

/// How a planted fault was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caught {
    /// The oracle that objected.
    pub oracle: &'static str,
    /// How many pipelines were judged until then.
    pub pipelines: u64,
    /// How long that took.
    pub after: Duration,
}

/// Searches with a fault planted, for so many pipelines at most; nothing where it was not found.
///
/// # Errors
/// Where this build cannot plant faults, or there is no folder for temporary files.
pub fn catch(mutant: Mutant, seed: u64, most: u64) -> Result<Option<Caught>> {
    let bounds = Bounds::Pipelines(most);
    let tally = Hunt { seed, bounds, oracle: None, mutant: Some(mutant), shrinks: false }.run()?;
    let first = tally.failures.iter().min_by_key(|found| found.after);
    Ok(first.map(|found| Caught { oracle: found.oracle, pipelines: tally.judged, after: found.after }))
}
