//! Searches for wrong answers: `cargo run -p lurcher-testing --example hunt_bugs -- --minutes 30 --seed 7`.
//!
//! `--pipelines N` instead of the time, `--oracle NAME` for one oracle alone, `--write DIR` for failures as files of cases, `--verbose` for what each oracle said,
//! `--unshrunk` for failures as they were found.
//! `--record FILE` adds the run to those that `docs/reliability.md` tells of.
//! `--mutant NAME` searches with a fault planted, `--mutants` plants each one and says which oracle found it, after how many pipelines.
//! The last line is `N pipelines judged, M failures, seed S`; with a failure the exit code is 1.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use lurcher_symbols::mutants::Mutant;
use lurcher_testing::campaigns::{Campaign, Part};
use lurcher_testing::hunt::{Bounds, Hunt, Tally, catch, remember_panics, write_case};
use lurcher_testing::oracles::oracles;

fn main() -> ExitCode {
    // A panic is a failure, and the report says where it was.
    remember_panics();
    match Arguments::parse(std::env::args().skip(1)).and_then(|arguments| arguments.run()) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// How long a planted fault is searched for.
const ENOUGH: u64 = 20_000;

struct Arguments {
    hunt: Hunt,
    write: Option<PathBuf>,
    verbose: bool,
    proves: bool,
    record: Option<PathBuf>,
}

impl Arguments {
    fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let bounds = Bounds::Time(Duration::from_secs(60));
        let hunt = Hunt { seed: 1, bounds, oracle: None, mutant: None, shrinks: true };
        let mut arguments = Self { hunt, write: None, verbose: false, proves: false, record: None };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            let number = |text: String| text.parse::<u64>().map_err(|_| format!("'{text}' is no number"));
            match word.as_str() {
                "--minutes" => arguments.hunt.bounds = Bounds::Time(Duration::from_secs(60 * number(value()?)?)),
                "--pipelines" => arguments.hunt.bounds = Bounds::Pipelines(number(value()?)?),
                "--seed" => arguments.hunt.seed = number(value()?)?,
                "--oracle" => arguments.hunt.oracle = Some(oracle(value()?)?),
                "--write" => arguments.write = Some(PathBuf::from(value()?)),
                "--record" => arguments.record = Some(PathBuf::from(value()?)),
                "--unshrunk" => arguments.hunt.shrinks = false,
                "--mutant" => arguments.hunt.mutant = Some(mutant(&value()?)?),
                "--mutants" => arguments.proves = true,
                "--verbose" => arguments.verbose = true,
                other => return Err(format!("'{other}' is not understood; the head of hunt_bugs.rs says what is")),
            }
        }
        Ok(arguments)
    }

    fn run(self) -> Result<ExitCode, String> {
        let started = Instant::now();
        let seed = self.hunt.seed;
        if self.proves {
            let (code, parts) = prove(seed)?;
            self.append("hunt_bugs --mutants", started.elapsed(), parts)?;
            return Ok(code);
        }
        let tally = self.hunt.run().map_err(|e| e.to_string())?;
        for found in &tally.failures {
            println!("{}", found.case());
            if let Some(folder) = &self.write {
                let path = write_case(folder, found).map_err(|e| format!("{}: {e}", folder.display()))?;
                println!("written to {}\n", path.display());
            }
        }
        if self.verbose {
            describe(&tally);
        }
        self.append("hunt_bugs", started.elapsed(), judged_by(&tally))?;
        println!("{} pipelines judged, {} failures, seed {seed}", tally.judged, tally.wrong);
        Ok(if tally.wrong > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    fn append(&self, program: &str, time: Duration, parts: Vec<Part>) -> Result<(), String> {
        let Some(path) = &self.record else { return Ok(()) };
        let campaign = Campaign { program, seed: self.hunt.seed, time, parts };
        campaign.append(path).map_err(|e| format!("{}: {e}", path.display()))
    }
}

fn oracle(name: String) -> Result<String, String> {
    let names: Vec<&str> = oracles().iter().map(|o| o.name).collect();
    if names.contains(&name.as_str()) {
        Ok(name)
    } else {
        Err(format!("there is no oracle '{name}': {}", names.join(", ")))
    }
}

fn mutant(name: &str) -> Result<Mutant, String> {
    let names: Vec<String> = Mutant::ALL.iter().map(|m| m.name()).collect();
    let found = Mutant::ALL.into_iter().find(|m| m.name() == name);
    found.ok_or_else(|| format!("there is no mutant '{name}': {}", names.join(", ")))
}

/// What each oracle judged, and how often it found a wrong answer.
fn judged_by(tally: &Tally) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for oracle in oracles() {
        let said = |verdict: &'static str| tally.verdicts.get(&(oracle.name, verdict)).copied().unwrap_or(0);
        let (right, failures) = (said("right"), said("wrong"));
        parts.push(Part { name: oracle.name.to_owned(), executions: right + failures, failures });
    }
    parts
}

/// Plants each fault and searches until it is found. A fault that is not found is a failure.
fn prove(seed: u64) -> Result<(ExitCode, Vec<Part>), String> {
    let mut parts = Vec::new();
    let mut escaped = 0;
    for mutant in Mutant::ALL {
        let name = mutant.name();
        match catch(mutant, seed, ENOUGH).map_err(|e| e.to_string())? {
            Some(caught) => {
                let seconds = caught.after.as_secs_f64();
                println!("{name}: found by {} after {} pipelines, {seconds:.1} s", caught.oracle, caught.pipelines);
                let name = format!("{name}: found by {}", caught.oracle);
                parts.push(Part { name, executions: caught.pipelines, failures: 0 });
            }
            None => {
                println!("{name}: not found in {ENOUGH} pipelines");
                parts.push(Part { name: format!("{name}: not found"), executions: ENOUGH, failures: 1 });
                escaped += 1;
            }
        }
    }
    println!("{} mutants found, {escaped} not found, seed {seed}", Mutant::ALL.len() - escaped);
    Ok((if escaped > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }, parts))
}

/// What each oracle said, and why queries were refused, the most frequent first.
fn describe(tally: &Tally) {
    for ((oracle, verdict), count) in &tally.verdicts {
        println!("{count:8} {oracle}: {verdict}");
    }
    let mut refusals: Vec<_> = tally.refusals.iter().collect();
    refusals.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    for (why, count) in refusals.into_iter().take(40) {
        println!("{count:8} refused: {why}");
    }
    println!("{:8} pipelines that no oracle judged", tally.unjudged);
}
