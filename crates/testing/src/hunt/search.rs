//! Generates and judges on all cores, the same for the same seed.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;
use lurcher_symbols::mutants::{Mutant, plant};

use super::shrink::{Shrunk, shrink};
use super::{Engines, Kept, Reply};
use crate::generate::{Generator, tables};
use crate::oracles::{Failure, Oracle, Trial, Verdict, oracles};
use crate::panics;
use crate::query::{Pipeline, Table};

/// How many queries are asked over the same tables.
const QUERIES: u64 = 10;

/// How many oracles judge a query beside the interpreter.
const ORACLES: usize = 3;

/// How many failures are made smaller and kept.
const KEPT: usize = 40;

/// When a search ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bounds {
    /// After so many pipelines.
    Pipelines(u64),
    /// After so long.
    Time(Duration),
}

/// A search.
#[derive(Debug, Clone)]
pub struct Hunt {
    /// What it begins with: the same seed, the same queries.
    pub seed: u64,
    /// When it ends.
    pub bounds: Bounds,
    /// The only oracle that is asked, if there is but one.
    pub oracle: Option<String>,
    /// A fault that is planted. The search ends with the first failure that is there with it and not without.
    pub mutant: Option<Mutant>,
    /// Whether failures are made smaller.
    pub shrinks: bool,
}

/// A failure.
#[derive(Debug, Clone)]
pub struct Found {
    /// The search's seed.
    pub seed: u64,
    /// The pipeline's number in the search.
    pub number: u64,
    /// The oracle that objects.
    pub oracle: &'static str,
    /// The tables.
    pub tables: Vec<Table>,
    /// The query.
    pub query: Pipeline,
    /// What is wrong.
    pub failure: Failure,
    /// How long the search had gone on.
    pub after: Duration,
}

/// What a search came to.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Pipelines that at least one oracle judged.
    pub judged: u64,
    /// Pipelines that none did.
    pub unjudged: u64,
    /// Pipelines that were found wrong.
    pub wrong: u64,
    /// What each oracle said, and why it said nothing.
    pub verdicts: BTreeMap<(&'static str, &'static str), u64>,
    /// Why queries were refused.
    pub refusals: BTreeMap<String, u64>,
    /// The failures, in the order of their numbers.
    pub failures: Vec<Found>,
}

impl Hunt {
    /// Runs the search on all cores; with a fault planted on one.
    ///
    /// # Errors
    /// Where there is no folder for temporary files, or this build cannot plant faults.
    pub fn run(&self) -> std::io::Result<Tally> {
        if self.mutant.is_some() && !plant(self.mutant) {
            return Err(std::io::Error::other("this build cannot plant faults"));
        }
        let (next, over) = (AtomicU64::new(0), AtomicBool::new(false));
        let tally = Mutex::new(Tally::default());
        let start = Instant::now();
        // A fault is planted for the whole process, and taken out to ask again: nobody else may judge meanwhile.
        let workers = if self.mutant.is_some() { 1 } else { thread::available_parallelism().map_or(1, usize::from) };
        let work = || -> std::io::Result<()> {
            let engines = Engines::new()?;
            while !over.load(Ordering::Relaxed) {
                let world = next.fetch_add(1, Ordering::Relaxed);
                let is_over = match self.bounds {
                    Bounds::Pipelines(count) => world * QUERIES >= count,
                    Bounds::Time(time) => start.elapsed() >= time,
                };
                if is_over {
                    break;
                }
                self.world(world, &engines, &tally, start, &over);
            }
            Ok(())
        };
        thread::scope(|scope| {
            let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            // What a thread did not judge is not right.
            let panicked = |_| {
                let place = panics::take().unwrap_or_default();
                Err(std::io::Error::other(format!("a thread of the search panicked at {place}")))
            };
            threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(panicked))
        })?;
        let _ = plant(None);
        let mut tally = tally.into_inner().unwrap_or_else(PoisonError::into_inner);
        tally.failures.sort_by_key(|found| found.number);
        Ok(tally)
    }

    /// Some tables, and queries over them.
    fn world(&self, world: u64, engines: &Engines, tally: &Mutex<Tally>, start: Instant, over: &AtomicBool) {
        let mut rng = Rng::with_seed(self.seed.wrapping_mul(1_000_003).wrapping_add(world));
        let tables = tables(&mut rng);
        for i in 0..QUERIES {
            let is_wild = rng.u32(0..100) < 40;
            let kept = if rng.bool() { Kept::InQuery } else { Kept::InMemory };
            let query = Generator::new(&mut rng, &tables, is_wild).query();
            let seed = rng.u64(..u64::MAX - 10);
            let chosen = self.chosen(&mut rng);
            let number = world * QUERIES + i;
            if over.load(Ordering::Relaxed) || matches!(self.bounds, Bounds::Pipelines(count) if number >= count) {
                return;
            }
            let trial = Trial::new(engines, &tables, kept, &query, seed);
            self.judge(number, trial, &chosen, tally, start, over);
        }
    }

    /// The oracles for a query: the interpreter, and some of the others.
    fn chosen(&self, rng: &mut Rng) -> Vec<&'static Oracle> {
        let (first, mut others): (Vec<&Oracle>, Vec<&Oracle>) = match &self.oracle {
            Some(name) => (oracles().iter().filter(|o| o.name == name).copied().collect(), Vec::new()),
            None => oracles().iter().filter(|o| !o.is_outside).partition(|o| o.name == "interpreter"),
        };
        rng.shuffle(&mut others);
        first.into_iter().chain(others.into_iter().take(ORACLES)).collect()
    }

    fn judge(
        &self,
        number: u64,
        mut trial: Trial<'_>,
        chosen: &[&'static Oracle],
        tally: &Mutex<Tally>,
        start: Instant,
        over: &AtomicBool,
    ) {
        let seed = trial.rng.get_seed();
        let mut is_judged = false;
        let mut wrong = None;
        for oracle in chosen {
            trial.rng = Rng::with_seed(seed);
            let verdict = oracle.says(&mut trial);
            let word = match &verdict {
                Verdict::Right => "right",
                Verdict::Wrong(_) => "wrong",
                Verdict::Unjudged(why) => why,
            };
            is_judged |= !matches!(verdict, Verdict::Unjudged(_));
            *lock(tally).verdicts.entry((oracle.name, word)).or_default() += 1;
            if let Verdict::Wrong(failure) = verdict {
                if self.mutant.is_some() && fails_unplanted(oracle, &trial, seed, self.mutant) {
                    continue;
                }
                wrong = Some((*oracle, *failure));
                break;
            }
        }
        let kept = {
            let mut tally = lock(tally);
            if let Reply::Refused(why) | Reply::Failed(why) = trial.plain() {
                *tally.refusals.entry(why.clone()).or_default() += 1;
            }
            *(if is_judged { &mut tally.judged } else { &mut tally.unjudged }) += 1;
            tally.wrong += u64::from(wrong.is_some());
            tally.failures.len() < KEPT
        };
        let Some((oracle, failure)) = wrong else { return };
        let after = start.elapsed();
        over.fetch_or(self.mutant.is_some(), Ordering::Relaxed);
        if !kept {
            return;
        }
        let found = Shrunk { tables: trial.tables.to_vec(), query: trial.query.clone(), failure };
        let found = if self.shrinks { shrink(trial.engines, oracle, trial.kept, seed, found) } else { found };
        let Shrunk { tables, query, failure } = found;
        let found = Found { seed: self.seed, number, oracle: oracle.name, tables, query, failure, after };
        lock(tally).failures.push(found);
    }
}

/// Whether the oracle objects also where no fault is planted.
fn fails_unplanted(oracle: &Oracle, trial: &Trial<'_>, seed: u64, mutant: Option<Mutant>) -> bool {
    let Ok(engines) = Engines::new() else { return true };
    let _ = plant(None);
    let mut again = Trial::new(&engines, trial.tables, trial.kept, trial.query, seed);
    let verdict = oracle.says(&mut again);
    let _ = plant(mutant);
    matches!(verdict, Verdict::Wrong(_))
}

fn lock(tally: &Mutex<Tally>) -> std::sync::MutexGuard<'_, Tally> {
    tally.lock().unwrap_or_else(PoisonError::into_inner)
}
