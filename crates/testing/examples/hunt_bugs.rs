//! Searches for wrong answers: `cargo run -p lurcher-testing --example hunt_bugs -- --minutes 30 --seed 7`.
//!
//! `--pipelines N` instead of the time, `--first N` for the pipeline to begin at, `--oracle NAME` for one oracle alone,
//! `--write DIR` for failures as files of cases, `--verbose` for what each oracle said, `--unshrunk` for failures as they
//! were found; `--query N` shows the pipeline of that number. `--record FILE` adds the run to those that `docs/reliability.md` tells of.
//! `--mutant NAME` searches with a fault planted. `--mutants` plants all, or that one, and says which oracle found each,
//! after how many pipelines; `--unrecorded` leaves out those that the file knows which
//! `--record tests/campaigns/mutants.csv` writes.
//! The last line is `N pipelines judged, M failures, seed S`; with a failure the exit code is 1.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use lurcher_symbols::mutants::{Mutant, plant};
use lurcher_testing::campaigns::{Campaign, Part};
use lurcher_testing::hunt::{Bounds, Found, Hunt, Proof, Tally, remember_panics, write_case};
use lurcher_testing::oracles::oracles;
use lurcher_testing::proofs::{self, Record};

/// The allocator of the command line, which gives memory back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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

/// In how many pipelines planted faults are searched for.
const ENOUGH: Bounds = Bounds::Pipelines(20_000);

struct Arguments {
    hunt: Hunt,
    query: Option<u64>,
    write: Option<PathBuf>,
    verbose: bool,
    proves: bool,
    mutant: Option<Mutant>,
    unrecorded: bool,
    record: Option<PathBuf>,
}

impl Arguments {
    fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut bounds = None;
        let minute = Bounds::Time(Duration::from_secs(60));
        let hunt = Hunt { seed: 1, first: 0, bounds: minute, oracle: None, shrinks: true };
        let mut arguments = Self {
            hunt,
            query: None,
            write: None,
            verbose: false,
            proves: false,
            mutant: None,
            unrecorded: false,
            record: None,
        };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            let number = |text: String| text.parse::<u64>().map_err(|_| format!("'{text}' is no number"));
            match word.as_str() {
                "--minutes" => bounds = Some(Bounds::Time(Duration::from_secs(60 * number(value()?)?))),
                "--pipelines" => bounds = Some(Bounds::Pipelines(number(value()?)?)),
                "--seed" => arguments.hunt.seed = number(value()?)?,
                "--first" => arguments.hunt.first = number(value()?)?,
                "--query" => arguments.query = Some(number(value()?)?),
                "--oracle" => arguments.hunt.oracle = Some(oracle(value()?)?),
                "--write" => arguments.write = Some(PathBuf::from(value()?)),
                "--record" => arguments.record = Some(PathBuf::from(value()?)),
                "--unshrunk" => arguments.hunt.shrinks = false,
                "--mutant" => arguments.mutant = Some(mutant(&value()?)?),
                "--mutants" => arguments.proves = true,
                "--unrecorded" => arguments.unrecorded = true,
                "--verbose" => arguments.verbose = true,
                other => return Err(format!("'{other}' is not understood; the head of hunt_bugs.rs says what is")),
            }
        }
        let usual = if arguments.proves { ENOUGH } else { minute };
        arguments.hunt.bounds = bounds.unwrap_or(usual);
        Ok(arguments)
    }

    fn run(self) -> Result<ExitCode, String> {
        let started = Instant::now();
        let seed = self.hunt.seed;
        if let Some(number) = self.query {
            println!("{}", self.hunt.query(number));
            return Ok(ExitCode::SUCCESS);
        }
        if self.proves {
            return self.prove();
        }
        if let Some(mutant) = self.mutant
            && !plant(&[mutant])
        {
            return Err("this build cannot plant faults".to_owned());
        }
        let tell = |found: &Found| {
            println!("{}", found.case());
            let Some(folder) = &self.write else { return };
            match write_case(folder, found) {
                Ok(path) => println!("written to {}\n", path.display()),
                Err(e) => eprintln!("{}: {e}", folder.display()),
            }
        };
        let tally = self.hunt.run(tell).map_err(|e| e.to_string())?;
        if self.verbose {
            describe(&tally);
        }
        self.append("hunt_bugs", started.elapsed(), judged_by(&tally))?;
        println!("{} pipelines judged, {} failures, seed {seed}", tally.judged, tally.wrong);
        Ok(if tally.wrong > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    /// Plants faults and searches until all are found. One that is not found is a failure.
    fn prove(&self) -> Result<ExitCode, String> {
        let seed = self.hunt.seed;
        let mut mutants = self.mutant.map_or(Mutant::ALL.to_vec(), |mutant| vec![mutant]);
        if let Some(path) = &self.record {
            let in_file = |e| format!("{}: {e}", path.display());
            if self.unrecorded {
                let known = proofs::read(path).map_err(in_file)?;
                mutants.retain(|mutant| known.iter().all(|record| record.mutant != *mutant));
            } else {
                proofs::forget(path, &mutants).map_err(in_file)?;
            }
        }
        let (bounds, oracle) = (self.hunt.bounds, self.hunt.oracle.as_deref());
        let mut escaped = mutants.clone();
        let proof = Proof { mutants: &mutants, seed, first: 0, bounds, oracle };
        let searched = proof.run(|caught| {
            let (name, seconds) = (caught.mutant.name(), caught.after.as_secs_f64());
            println!("{name}: found by {} after {} pipelines, {seconds:.1} s", caught.oracle, caught.judged);
            escaped.retain(|mutant| *mutant != caught.mutant);
            self.record.as_ref().map_or(Ok(()), |path| proofs::record(path, Record::of(seed, caught)))
        });
        searched.map_err(|e| e.to_string())?;
        escaped.iter().for_each(|mutant| println!("{}: not found", mutant.name()));
        println!("{} mutants found, {} not found, seed {seed}", mutants.len() - escaped.len(), escaped.len());
        Ok(if escaped.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
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
    let found = Mutant::ALL.iter().copied().find(|m| m.name() == name);
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
