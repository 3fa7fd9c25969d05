//! Proves the search: with a fault planted it must find a failure.

use std::io::{Error, Result};
use std::time::{Duration, Instant};

use lurcher_symbols::mutants::{Mutant, plant};

use super::Engines;
use super::search::{Bounds, QUERIES, Question, World};
use crate::oracles::{Oracle, Verdict};

/// How often it is asked again with and without a planted fault.
const AGAIN: usize = 4;

/// How a planted fault was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caught {
    /// The fault.
    pub mutant: Mutant,
    /// The oracle that objected.
    pub oracle: &'static str,
    /// The number of the pipeline that showed the fault.
    pub pipeline: u64,
    /// How many pipelines were judged until then.
    pub judged: u64,
    /// How long that took.
    pub after: Duration,
}

/// A search for planted faults.
#[derive(Debug, Clone)]
pub struct Proof<'a> {
    /// The faults. They are planted together, so that they are searched for in the time of one; what counts is an
    /// objection that one of them alone makes.
    pub mutants: &'a [Mutant],
    /// What it begins with: the same seed, the same queries.
    pub seed: u64,
    /// The number of the first pipeline that is judged.
    pub first: u64,
    /// When it ends, if faults are left.
    pub bounds: Bounds,
    /// The only oracle that is asked, if there is but one.
    pub oracle: Option<&'a str>,
}

impl Proof<'_> {
    /// Searches, and tells of each fault as soon as it is found.
    ///
    /// # Errors
    /// Where this build cannot plant faults, or there is no folder for temporary files.
    pub fn run(&self, mut tell: impl FnMut(&Caught) -> Result<()>) -> Result<()> {
        let mut left = self.mutants.to_vec();
        if !plant(&left) {
            return Err(Error::other("this build cannot plant faults"));
        }
        let engines = Engines::new()?;
        let start = Instant::now();
        let mut judged = 0;
        for number in self.first / QUERIES.. {
            let world = World::new(self.seed, number, self.oracle);
            for question in world.questions.iter().filter(|question| question.number >= self.first) {
                if left.is_empty() || self.bounds.are_passed(question.number, start) {
                    let _ = plant(&[]);
                    return Ok(());
                }
                judged += 1;
                let found = culprits(&world, question, &engines, &left)?;
                for (mutant, oracle) in &found {
                    let (mutant, oracle, pipeline) = (*mutant, *oracle, question.number);
                    tell(&Caught { mutant, oracle, pipeline, judged, after: start.elapsed() })?;
                }
                left.retain(|mutant| found.iter().all(|(known, _)| known != mutant));
                let _ = plant(&left);
            }
        }
        Ok(())
    }
}

/// The faults that make an oracle object, where it does.
fn culprits(
    world: &World,
    question: &Question,
    engines: &Engines,
    planted: &[Mutant],
) -> Result<Vec<(Mutant, &'static str)>> {
    let mut trial = world.trial(engines, question);
    for oracle in &question.oracles {
        trial.rng.seed(question.seed);
        if !matches!(oracle.says(&mut trial), Verdict::Wrong(_)) {
            continue;
        }
        let mut found = Vec::new();
        if !objects(world, question, oracle, &[])? {
            for mutant in planted {
                if is_due_to(world, question, oracle, *mutant)? {
                    found.push((*mutant, oracle.name));
                }
            }
        }
        let _ = plant(planted);
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// Whether the oracle objects where that fault alone is planted, and never where none is. What hangs on chance, or on
/// which thread comes first, proves nothing at the first try.
fn is_due_to(world: &World, question: &Question, oracle: &Oracle, mutant: Mutant) -> Result<bool> {
    if !objects(world, question, oracle, &[mutant])? {
        return Ok(false);
    }
    for _ in 0..AGAIN {
        if objects(world, question, oracle, &[])? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What the oracle says where these faults are planted, in sessions that nobody has asked yet.
fn objects(world: &World, question: &Question, oracle: &Oracle, planted: &[Mutant]) -> Result<bool> {
    let _ = plant(planted);
    let engines = Engines::new()?;
    let verdict = oracle.says(&mut world.trial(&engines, question));
    Ok(matches!(verdict, Verdict::Wrong(_)))
}
