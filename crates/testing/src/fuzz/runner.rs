//! Makes inputs, gives them to targets, and singles out what fails.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{fs, io};

use super::random::Random;
use super::watch::{Watch, forget_memory, most_memory, worked};
use super::{Corpus, Target, mutate};
use crate::panics;

/// So long may an input take, and so long many together.
const SLOW: Duration = Duration::from_secs(1);
const SLOW_TOGETHER: Duration = Duration::from_secs(10);

/// So much memory may be held while inputs are worked on.
const MEMORY: u64 = 2 << 30;

/// After so many executions of a batch the memory is looked at.
const LOOK: u64 = 64;

/// What is to be run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The targets.
    pub targets: Vec<&'static Target>,
    /// How many executions all of them have together.
    pub executions: u64,
    /// What decides on the inputs.
    pub seed: u64,
    /// The folder of the corpus.
    pub corpus: PathBuf,
    /// Where inputs go that fail.
    pub found: PathBuf,
}

/// An input that fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The target.
    pub target: &'static str,
    /// What went wrong, and where.
    pub what: String,
    /// The file that has the input.
    pub input: PathBuf,
}

/// What was run.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Executions and seconds by target.
    pub targets: BTreeMap<&'static str, (u64, f64)>,
    /// What failed; of one kind once.
    pub findings: Vec<Finding>,
}

impl Report {
    /// All executions.
    pub fn executions(&self) -> u64 {
        self.targets.values().map(|(executions, _)| executions).sum()
    }
}

/// Replays the corpus, then runs new inputs until there were as many executions as planned. `tell` hears of every
/// finding.
///
/// # Errors
/// The corpus cannot be read, or an input that fails cannot be written.
pub fn run(plan: &Plan, mut tell: impl FnMut(&Finding)) -> io::Result<Report> {
    panics::remember();
    let watch = Watch::start();
    let mut states = Vec::new();
    for target in &plan.targets {
        let kept = Corpus::read(&plan.corpus, target)?.inputs.into_iter().map(|(_, input)| input);
        let seeds: Vec<Vec<u8>> = kept.chain((target.seeds)()).collect();
        fs::create_dir_all(plan.found.join(target.name))?;
        states.push(State { target, seeds, turn: 0, executions: 0, time: Duration::ZERO });
    }
    let mut runner = Runner { plan, watch, findings: Vec::new() };
    for state in &mut states {
        for seed in state.seeds.clone().chunks(state.target.batch) {
            runner.batch(state, seed, &mut tell)?;
        }
    }
    let mut left = plan.executions;
    // Each target gets the same time, not as many inputs: a query takes as long as a thousand datetimes.
    while left > 0
        && let Some(state) = states.iter_mut().min_by_key(|state| state.time)
    {
        let mut random = Random::new(plan.seed, state.target.name, state.turn);
        state.turn += 1;
        let count = (state.target.batch as u64).min(left);
        let inputs: Vec<Vec<u8>> =
            (0..count).map(|_| mutate::mutated(&state.seeds, state.target.words, &mut random)).collect();
        runner.batch(state, &inputs, &mut tell)?;
        left -= count;
    }
    let targets = states.iter().map(|s| (s.target.name, (s.executions, s.time.as_secs_f64()))).collect();
    Ok(Report { targets, findings: runner.findings })
}

/// A target on its way.
struct State {
    target: &'static Target,
    seeds: Vec<Vec<u8>>,
    turn: u64,
    executions: u64,
    time: Duration,
}

struct Runner<'a> {
    plan: &'a Plan,
    watch: Watch,
    findings: Vec<Finding>,
}

impl Runner<'_> {
    /// Runs inputs together; where they fail, each by itself.
    fn batch(&mut self, state: &mut State, inputs: &[Vec<u8>], tell: &mut impl FnMut(&Finding)) -> io::Result<()> {
        let start = Instant::now();
        let failed = self.fails(state.target, inputs)?;
        state.executions += inputs.len() as u64;
        if failed.is_some() {
            let mut singled_out = false;
            for input in inputs {
                if let Some(what) = self.fails(state.target, std::slice::from_ref(input))? {
                    singled_out = true;
                    self.found(state.target, what, input, tell)?;
                }
            }
            // A panic over many inputs that none of them causes alone is a finding too; time and memory of many may add
            // up.
            if let (Some(what), false) = (failed.filter(|what| what.starts_with(PANICS)), singled_out) {
                self.found(state.target, format!("{what} (over several inputs)"), &inputs.join(&b'\n'), tell)?;
            }
        }
        state.time += start.elapsed();
        Ok(())
    }

    /// What goes wrong with the inputs. They stand in a file meanwhile, in case the program dies of them.
    fn fails(&self, target: &Target, inputs: &[Vec<u8>]) -> io::Result<Option<String>> {
        let running = self.plan.found.join(target.name).join("running");
        fs::write(&running, inputs.join(&b"\n----\n"[..]))?;
        let looks = inputs.len() == 1 || inputs.len() as u64 >= LOOK;
        if inputs.len() == 1 {
            forget_memory();
        }
        panics::take();
        self.watch.begin(running.clone());
        let (start, before) = (Instant::now(), worked());
        let slices: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
        let result = catch_unwind(AssertUnwindSafe(|| (target.run)(&slices)));
        // On a machine that does something else too everything takes long.
        let of_processors = before.zip(worked()).map(|(before, now)| now.saturating_sub(before));
        let elapsed = start.elapsed().min(of_processors.unwrap_or(Duration::MAX));
        self.watch.end();
        fs::remove_file(&running)?;
        if let Err(payload) = result {
            let place = panics::take().unwrap_or_default();
            return Ok(Some(format!("{PANICS} {place}: {}", panics::message(&*payload))));
        }
        if elapsed > if inputs.len() == 1 { SLOW } else { SLOW_TOGETHER } {
            return Ok(Some(format!("takes {:.1} s", elapsed.as_secs_f64())));
        }
        if looks && most_memory() > MEMORY {
            forget_memory();
            return Ok(Some(format!("holds more than {} MB", MEMORY >> 20)));
        }
        Ok(None)
    }

    /// Keeps an input that fails, the first of its kind.
    fn found(
        &mut self,
        target: &'static Target,
        what: String,
        input: &[u8],
        tell: &mut impl FnMut(&Finding),
    ) -> io::Result<()> {
        if self.findings.iter().any(|f| f.target == target.name && kind(&f.what) == kind(&what)) {
            return Ok(());
        }
        let path = self.plan.found.join(target.name).join(format!("found-{}", self.findings.len() + 1));
        fs::write(&path, input)?;
        let finding = Finding { target: target.name, what, input: path };
        tell(&finding);
        self.findings.push(finding);
        Ok(())
    }
}

/// How the message of a panic begins; the place follows.
const PANICS: &str = "panics:";

/// What findings of one kind have in common: the place of a panic, the first word of anything else.
fn kind(what: &str) -> &str {
    let rest = what.strip_prefix(PANICS).map_or(0, |_| PANICS.len() + 1);
    let length = what.get(rest..).and_then(|rest| rest.find(' ')).unwrap_or(what.len() - rest);
    &what[..rest + length]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_on(run: fn(&[&[u8]])) -> Report {
        let target: &'static Target = Box::leak(Box::new(Target {
            name: "planted",
            about: "",
            batch: 16,
            words: &["needle"],
            seeds: || super::super::texts(&["some hay"]),
            run,
        }));
        let found = tempfile::tempdir().unwrap();
        let plan = Plan {
            targets: vec![target],
            executions: 2_000,
            seed: 1,
            corpus: found.path().join("none"),
            found: found.path().to_path_buf(),
        };
        super::run(&plan, |_| {}).unwrap()
    }

    /// One test, because the place of the last panic is the whole process's.
    #[test]
    fn a_planted_panic_is_found_once_and_singled_out_and_what_is_right_finds_nothing() {
        let report = run_on(|inputs| {
            let has = |input: &&[u8]| input.windows(6).any(|w| w == b"needle");
            assert!(!inputs.iter().any(has), "planted");
        });
        assert_eq!(report.findings.len(), 1, "{:?}", report.findings);
        assert!(report.findings[0].what.contains("planted") && report.findings[0].what.contains("runner.rs"));
        assert!(report.executions() > 2_000);
        assert!(run_on(|_| {}).findings.is_empty());
    }
}
