//! Runs Sentinel's hunts over public evidence, as an analyst does, and writes which of it each of them finds:
//!
//! ```text
//! cargo run --release --package lurcher
//! cargo run --package lurcher-testing --example prove_hunts -- --program target/release/lurcher \
//!     --tree Azure-Sentinel --parsers Azure-Sentinel/Parsers --evtx EVTX-ATTACK-SAMPLES --datasets Security-Datasets \
//!     --write docs/evidence.md --about 'Azure-Sentinel at …'
//! ```
//!
//! Each sample, a file of the one collection or a data set of the other, is ingested into a workspace of its own, whose
//! clock follows its rows; all hunts and rules of the tree that read Windows events are run over it. What the sample
//! promises its folder says, or its metadata. The evidence and the tree are not part of the project.

mod hunts;
mod page;
mod samples;
mod trial;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use hunts::Hunts;
use samples::Sample;
use trial::{Outcome, Trial};

#[derive(Default)]
struct Arguments {
    program: PathBuf,
    evtx: Option<PathBuf>,
    datasets: Option<PathBuf>,
    tree: PathBuf,
    parsers: PathBuf,
    write: Option<PathBuf>,
    /// What the page says of the collections and the tree: their revisions, what was missing.
    about: String,
}

fn main() -> ExitCode {
    let Some(arguments) = arguments() else {
        eprintln!(
            "usage: prove_hunts --program PATH --tree DIR --parsers DIR [--evtx DIR] [--datasets DIR] [--write FILE] [--about TEXT]"
        );
        return ExitCode::from(2);
    };
    match prove(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::from(2)
        }
    }
}

fn arguments() -> Option<Arguments> {
    let (mut arguments, mut words) = (Arguments::default(), std::env::args().skip(1));
    while let Some(word) = words.next() {
        let value = words.next()?;
        let path = PathBuf::from(&value);
        match word.as_str() {
            "--program" => arguments.program = path,
            "--evtx" => arguments.evtx = Some(path),
            "--datasets" => arguments.datasets = Some(path),
            "--tree" => arguments.tree = path,
            "--parsers" => arguments.parsers = path,
            "--write" => arguments.write = Some(path),
            "--about" => arguments.about = value,
            _ => return None,
        }
    }
    (arguments.program.is_file() && arguments.tree.is_dir() && arguments.parsers.is_dir()).then_some(arguments)
}

/// Tries all samples, and says whether each was read without a loss.
fn prove(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let hunts = Hunts::of(&arguments.tree);
    let samples = [
        ("EVTX-ATTACK-SAMPLES", arguments.evtx.as_deref().map(Sample::evtx)),
        ("Security-Datasets", arguments.datasets.as_deref().map(Sample::datasets)),
    ];
    let (mut failed, mut collections) = (BTreeMap::new(), Vec::new());
    thread::scope(|scope| {
        let hunts = &hunts;
        let of = |(name, samples): (&'static str, Option<Vec<Sample>>)| {
            Some((name, samples?)).map(|(name, samples)| (name, scope.spawn(move || all(arguments, hunts, samples))))
        };
        for (name, trying) in samples.into_iter().filter_map(of).collect::<Vec<_>>() {
            let (own, outcomes) = trying.join().map_err(|_| format!("{name}: a defect"))??;
            failed.extend(own);
            collections.push((name, outcomes));
        }
        Ok::<(), String>(())
    })?;
    let text = page::of(&arguments.about, &hunts, &failed, &collections);
    match &arguments.write {
        Some(path) => std::fs::write(path, text)?,
        None => print!("{text}"),
    }
    Ok(collections.iter().flat_map(|(_, outcomes)| outcomes).all(|outcome| outcome.unread == 0))
}

/// Hunts that are not run, and why.
type Failed = BTreeMap<PathBuf, String>;

/// Tries samples one after the other.
fn all(arguments: &Arguments, hunts: &Hunts, samples: Vec<Sample>) -> Result<(Failed, Vec<Outcome>), String> {
    let trial = Trial::begin(&arguments.program, &arguments.parsers, hunts).map_err(|e| e.to_string())?;
    let outcomes = samples.into_iter().map(|sample| trial.run(sample).map_err(|e| e.to_string()));
    let outcomes = outcomes.collect::<Result<_, _>>()?;
    Ok((trial.failed, outcomes))
}
