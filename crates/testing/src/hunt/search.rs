//! Generates and judges on all cores, the same for the same seed.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;

use super::engines::with_tables;
use super::shrink::{Shrunk, shrink};
use super::{Engines, Kept, Reply};
use crate::generate::{Generator, tables};
use crate::oracles::{Failure, Oracle, Trial, Verdict, oracles};
use crate::panics;
use crate::query::{Pipeline, Table};

/// How many queries are asked over the same tables.
pub(super) const QUERIES: u64 = 10;

/// How many oracles judge a query beside the interpreter.
const ORACLES: usize = 3;

/// How many of a hundred queries are asked of files, which one oracle alone reads, besides those that chance asks.
const OF_FILES: u32 = 12;

/// How many failures are made smaller and kept.
const KEPT: usize = 40;

/// When a search ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bounds {
    /// Before the pipeline of that number.
    Pipelines(u64),
    /// After so long.
    Time(Duration),
}

impl Bounds {
    /// Whether a search that began then is to end before the pipeline of that number.
    pub(super) fn are_passed(self, number: u64, start: Instant) -> bool {
        match self {
            Bounds::Pipelines(_) => self.are_numbered_before(number),
            Bounds::Time(time) => start.elapsed() >= time,
        }
    }

    fn are_numbered_before(self, number: u64) -> bool {
        matches!(self, Bounds::Pipelines(count) if number >= count)
    }
}

/// A search.
#[derive(Debug, Clone)]
pub struct Hunt {
    /// What it begins with: the same seed, the same queries.
    pub seed: u64,
    /// The pipeline that it begins at.
    pub first: u64,
    /// When it ends.
    pub bounds: Bounds,
    /// The only oracle that is asked, if there is but one.
    pub oracle: Option<String>,
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
    /// The pipeline of that number, with its tables.
    pub fn query(&self, number: u64) -> String {
        let world = World::new(self.seed, number / QUERIES, None);
        let asked = world.questions.iter().find(|question| question.number == number);
        asked.map_or_else(String::new, |question| with_tables(&world.tables, &question.query.to_string()))
    }

    /// Runs the search on all cores. Failures are told as they are found.
    ///
    /// # Errors
    /// Where there is no folder for temporary files.
    pub fn run(&self, tell: impl Fn(&Found) + Sync) -> std::io::Result<Tally> {
        let next = AtomicU64::new(self.first / QUERIES);
        let tally = Mutex::new(Tally::default());
        let start = Instant::now();
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let work = || -> std::io::Result<()> {
            let engines = Engines::new()?;
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if self.bounds.are_passed(number * QUERIES, start) {
                    return Ok(());
                }
                let world = World::new(self.seed, number, self.oracle.as_deref());
                for question in world.questions.iter().filter(|q| self.asks(q)) {
                    let found = self.judge(question, world.trial(&engines, question), &tally, start);
                    if let Some(found) = found {
                        tell(&found);
                        lock(&tally).failures.push(found);
                    }
                }
            }
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
        let mut tally = tally.into_inner().unwrap_or_else(PoisonError::into_inner);
        tally.failures.sort_by_key(|found| found.number);
        Ok(tally)
    }

    fn asks(&self, question: &Question) -> bool {
        question.number >= self.first && !self.bounds.are_numbered_before(question.number)
    }

    /// Counts what the oracles say; a failure that is to be kept is made smaller.
    fn judge(&self, question: &Question, mut trial: Trial<'_>, tally: &Mutex<Tally>, start: Instant) -> Option<Found> {
        let seed = question.seed;
        let mut is_judged = false;
        let mut wrong = None;
        for oracle in &question.oracles {
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
        let (oracle, failure) = wrong.filter(|_| kept)?;
        let after = start.elapsed();
        let found = Shrunk { tables: trial.tables.to_vec(), query: trial.query.clone(), failure };
        let found = if self.shrinks { shrink(trial.engines, oracle, trial.kept, seed, found) } else { found };
        let Shrunk { tables, query, failure } = found;
        let number = question.number;
        Some(Found { seed: self.seed, number, oracle: oracle.name, tables, query, failure, after })
    }
}

/// Some tables, and questions about them.
pub(super) struct World {
    tables: Vec<Table>,
    /// The questions, in the order of their numbers.
    pub questions: Vec<Question>,
}

/// A query, and who judges its answer.
pub(super) struct Question {
    /// Its number in the search.
    pub number: u64,
    kept: Kept,
    query: Pipeline,
    /// What oracles choose by.
    pub seed: u64,
    /// The interpreter, and some of the others.
    pub oracles: Vec<&'static Oracle>,
}

impl World {
    /// The world of that number in a search; `oracle` is the only one that is asked, if there is but one.
    pub fn new(seed: u64, number: u64, oracle: Option<&str>) -> Self {
        let mut rng = Rng::with_seed(seed.wrapping_mul(1_000_003).wrapping_add(number));
        let tables = tables(&mut rng);
        let question = |i: u64| {
            let is_wild = rng.u32(0..100) < 40;
            let kept = if rng.bool() { Kept::InQuery } else { Kept::InMemory };
            let query = Generator::new(&mut rng, &tables, is_wild).query();
            let seed = rng.u64(..u64::MAX - 10);
            Question { number: number * QUERIES + i, kept, query, seed, oracles: chosen(&mut rng, oracle) }
        };
        let questions = (0..QUERIES).map(question).collect();
        Self { tables, questions }
    }

    /// One of its questions, which nobody has asked yet.
    pub fn trial<'a>(&'a self, engines: &'a Engines, question: &'a Question) -> Trial<'a> {
        Trial::new(engines, &self.tables, question.kept, &question.query, question.seed)
    }
}

/// The same choice for the same seed, whether one of them is asked alone or not.
fn chosen(rng: &mut Rng, alone: Option<&str>) -> Vec<&'static Oracle> {
    let all = oracles().iter().filter(|o| !o.is_outside);
    let (first, mut others): (Vec<&Oracle>, Vec<&Oracle>) = all.partition(|o| o.name == "interpreter");
    rng.shuffle(&mut others);
    if rng.u32(0..100) < OF_FILES
        && let Some(files) = others.iter().position(|o| o.name == "files")
    {
        others.swap(0, files);
    }
    match alone {
        Some(name) => oracles().iter().filter(|o| o.name == name).copied().collect(),
        None => first.into_iter().chain(others.into_iter().take(ORACLES)).collect(),
    }
}

fn lock(tally: &Mutex<Tally>) -> std::sync::MutexGuard<'_, Tally> {
    tally.lock().unwrap_or_else(PoisonError::into_inner)
}
