//! Looks for panics, internal errors, hangs and memory without end, without a special compiler:
//! `cargo run -p lurcher-testing --example fuzz -- --target all --executions 10000000 --seed 7`.
//!
//! The same seed gives each target the same inputs again; how many of them depends on how fast the machine is, since
//! targets share the time, not the number. The last line is `N executions, M findings, seed S`; with a finding the
//! exit code is 1.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use lurcher_testing::campaigns::{Campaign, Part};
use lurcher_testing::fuzz::{Finding, Plan, folder, panics_of_readers, run, target, targets};

const USAGE: &str = "usage: fuzz [--target all|NAME,NAME…] [--executions N] [--seed N] [--corpus DIR] [--found DIR] [--record FILE] [--list]";

fn main() -> ExitCode {
    match asked(std::env::args().skip(1)) {
        Ok(Asked::Run(plan, record)) => match fuzz(&plan, record.as_deref()) {
            Ok(clean) => ExitCode::from(u8::from(!clean)),
            Err(e) => {
                eprintln!("error: {e}");
                ExitCode::from(1)
            }
        },
        Ok(Asked::List) => {
            for target in targets() {
                println!("{:15} {}", target.name, target.about);
            }
            ExitCode::SUCCESS
        }
        Err(e) => {
            eprintln!("error: {e}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

/// What the arguments ask for.
enum Asked {
    /// The names of the targets.
    List,
    /// A run, and the file in which it is recorded.
    Run(Plan, Option<PathBuf>),
}

fn asked(mut arguments: impl Iterator<Item = String>) -> Result<Asked, Box<dyn Error>> {
    let mut record = None;
    let mut plan = Plan {
        targets: targets().to_vec(),
        executions: 100_000,
        seed: 1,
        corpus: folder(),
        found: PathBuf::from("target/fuzz"),
    };
    while let Some(name) = arguments.next() {
        if name == "--list" {
            return Ok(Asked::List);
        }
        let value = arguments.next().ok_or_else(|| format!("{name} wants a value"))?;
        match name.as_str() {
            "--target" if value == "all" => {}
            "--target" => {
                let named =
                    value.split(',').map(|name| target(name).ok_or_else(|| format!("there is no target '{name}'")));
                plan.targets = named.collect::<Result<_, _>>()?;
            }
            "--executions" => plan.executions = value.replace('_', "").parse()?,
            "--seed" => plan.seed = value.parse()?,
            "--corpus" => plan.corpus = value.into(),
            "--found" => plan.found = value.into(),
            "--record" => record = Some(value.into()),
            _ => return Err(format!("there is no option {name}").into()),
        }
    }
    Ok(Asked::Run(plan, record))
}

/// Runs the plan. Returns whether nothing was found.
fn fuzz(plan: &Plan, record: Option<&Path>) -> Result<bool, Box<dyn Error>> {
    let start = Instant::now();
    let tell = |finding: &Finding| {
        let Finding { target, what, input } = finding;
        println!("{target}: {what}\n    in {}", input.display());
    };
    let report = run(plan, tell)?;
    for (name, (executions, seconds)) in &report.targets {
        println!("{name:15} {executions:>10} executions, {:>9.0} a second", *executions as f64 / seconds.max(1e-9));
    }
    if let Some(file) = record {
        let part = |(name, (executions, _)): (&&'static str, &(u64, f64))| {
            let failures = report.findings.iter().filter(|finding| finding.target == *name).count() as u64;
            Part { name: (*name).to_owned(), executions: *executions, failures }
        };
        let parts = report.targets.iter().map(part).collect();
        Campaign { program: "fuzz", seed: plan.seed, time: start.elapsed(), parts }.append(file)?;
    }
    if panics_of_readers() > 0 {
        println!("{} panics of other people's readers over damaged files were caught", panics_of_readers());
    }
    println!("{} executions, {} findings, seed {}", report.executions(), report.findings.len(), plan.seed);
    Ok(report.findings.is_empty())
}
