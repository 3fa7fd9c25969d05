//! Generates queries and asks both binders.

use std::collections::BTreeMap;
use std::io::{Error, Result};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;

use super::generate::Generator;
use super::{Difference, Official, Opinion, Ours, Tree, decided, tables};

/// How many queries are asked at once.
const LOT: u64 = 200;

/// How many differences of a kind are kept; the first one is made smaller.
const KEPT: u64 = 8;

/// How many of a hundred queries are made anew while Lurcher refuses them: of what both refuse little is learnt.
const RIGHT: u32 = 60;

/// How often a query is made anew at most.
const ANEW: usize = 8;

/// How many smaller queries are tried.
const TRIES: usize = 300;

/// A search for differences.
#[derive(Debug, Clone)]
pub struct Search {
    /// What it begins with: the same seed, the same queries.
    pub seed: u64,
    /// How many queries.
    pub queries: u64,
    /// How long it goes on at most.
    pub time: Option<Duration>,
    /// How many processes of Microsoft's binder work at the same time.
    pub workers: usize,
}

/// A difference that was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The query's number in the search.
    pub number: u64,
    /// What it shows; the first one of a kind with the smallest query that was found.
    pub difference: Difference,
}

/// What a search came to.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Queries that both take.
    pub taken: u64,
    /// Queries that both refuse.
    pub refused: u64,
    /// Queries that Microsoft's binder does not come to an end with.
    pub unjudged: u64,
    /// Differences that are decided, by the heading in `docs/binder.md`, with the first that were found.
    pub decided: BTreeMap<&'static str, Differences>,
    /// Other differences by kind.
    pub open: BTreeMap<String, Differences>,
}

/// Differences of one kind.
#[derive(Debug, Clone, Default)]
pub struct Differences {
    /// How many there were.
    pub count: u64,
    /// The first that were found.
    pub found: Vec<Found>,
}

impl Tally {
    /// How many queries both binders judged.
    pub fn judged(&self) -> u64 {
        self.taken + self.refused + self.decided.values().map(|kind| kind.count).sum::<u64>() + self.failures()
    }

    /// How many differences nobody has decided.
    pub fn failures(&self) -> u64 {
        self.open.values().map(|kind| kind.count).sum()
    }
}

impl Search {
    /// Runs it; nothing where Microsoft's binder is not installed.
    ///
    /// # Errors
    /// Where a binder does not start, or ends before the search does.
    pub fn run(&self) -> Result<Option<Tally>> {
        let (next, tally, end) =
            (AtomicU64::new(0), Mutex::new(Tally::default()), self.time.map(|time| Instant::now() + time));
        let work = || -> Result<bool> {
            let Some(official) = Official::start(tables()) else { return Ok(false) };
            let ours = Ours::open(tables()).map_err(|e| Error::other(e.to_string()))?;
            Worker { search: self, official, ours, tally: &tally, end }.work(&next)?;
            Ok(true)
        };
        let installed = thread::scope(|scope| {
            let threads: Vec<_> = (0..self.workers.max(1)).map(|_| scope.spawn(work)).collect();
            let panicked = |_| Err(Error::other("a thread of the search panicked"));
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(panicked)).collect::<Result<Vec<bool>>>()
        })?;
        let tally = tally.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(installed.iter().all(|installed| *installed).then_some(tally))
    }

    /// The query of that number, and what Lurcher says of it.
    pub fn query(&self, number: u64, ours: &Ours) -> (Tree, Opinion) {
        let mut rng = Rng::with_seed(self.seed.wrapping_mul(1_000_000_007).wrapping_add(number));
        let tries = if rng.u32(0..100) < RIGHT { ANEW } else { 1 };
        let mut made = || {
            let query = Generator::new(&mut rng).query();
            let opinion = ours.judge(&query.to_string());
            (query, opinion)
        };
        let mut query = made();
        for _ in 1..tries {
            if !matches!(query.1, Opinion::Refused(_)) {
                break;
            }
            query = made();
        }
        query
    }
}

/// A query that Microsoft's binder is asked about.
struct Asked {
    number: u64,
    text: String,
    query: Tree,
    ours: Opinion,
}

/// One process of Microsoft's binder, and one session of ours.
struct Worker<'a> {
    search: &'a Search,
    official: Official,
    ours: Ours,
    tally: &'a Mutex<Tally>,
    end: Option<Instant>,
}

impl Worker<'_> {
    fn work(mut self, next: &AtomicU64) -> Result<()> {
        let mut asked: Vec<Asked> = Vec::new();
        loop {
            let first = next.fetch_add(LOT, Ordering::Relaxed);
            let is_over = self.end.is_some_and(|end| Instant::now() >= end);
            let numbers = first..if is_over { first } else { self.search.queries.min(first + LOT) };
            // The other process works on the lot before meanwhile.
            let lot: Vec<Asked> = numbers.map(|number| self.make(number)).collect();
            let theirs = asked.iter().map(|_| self.official.answer()).collect::<Result<Vec<_>>>()?;
            for (asked, theirs) in asked.into_iter().zip(theirs) {
                self.judge(asked, theirs)?;
            }
            if lot.is_empty() {
                return Ok(());
            }
            self.official.ask(lot.iter().map(|asked| asked.text.as_str()))?;
            asked = lot;
        }
    }

    fn make(&self, number: u64) -> Asked {
        let (query, ours) = self.search.query(number, &self.ours);
        Asked { number, text: query.to_string(), query, ours }
    }

    fn judge(&mut self, Asked { number, text, query, ours }: Asked, theirs: Opinion) -> Result<()> {
        let (is_judged, is_taken) = (!matches!(theirs, Opinion::Broke(_)), matches!(theirs, Opinion::Columns(_)));
        let Some(difference) = Difference::between(&text, theirs, ours) else {
            let mut tally = self.tally();
            *match (is_judged, is_taken) {
                (false, _) => &mut tally.unjudged,
                (true, true) => &mut tally.taken,
                (true, false) => &mut tally.refused,
            } += 1;
            return Ok(());
        };
        if let Some(decided) = decided(&difference) {
            let mut tally = self.tally();
            let kind = tally.decided.entry(decided.heading).or_default();
            kind.count += 1;
            if kind.count <= KEPT {
                kind.found.push(Found { number, difference });
            }
            return Ok(());
        }
        let kind = difference.kind();
        let count = {
            let mut tally = self.tally();
            let known = tally.open.entry(kind.clone()).or_default();
            known.count += 1;
            known.count
        };
        if count <= KEPT {
            let difference = if count == 1 { self.shrink(query, difference)? } else { difference };
            self.tally().open.entry(kind).or_default().found.push(Found { number, difference });
        }
        Ok(())
    }

    /// The smallest query found that shows a difference of the same kind, which is not decided either.
    fn shrink(&mut self, mut query: Tree, mut found: Difference) -> Result<Difference> {
        let kind = found.kind();
        let mut tries = 0;
        'smaller: loop {
            for smaller in query.smaller() {
                if tries == TRIES {
                    return Ok(found);
                }
                tries += 1;
                let text = smaller.to_string();
                let difference = Difference::between(&text, self.official.judge(&text)?, self.ours.judge(&text));
                if let Some(difference) = difference.filter(|d| d.kind() == kind && decided(d).is_none()) {
                    (query, found) = (smaller, difference);
                    continue 'smaller;
                }
            }
            return Ok(found);
        }
    }

    fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
