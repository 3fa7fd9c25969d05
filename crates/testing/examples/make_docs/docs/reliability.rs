//! The page that says how Lurcher is searched for faults, and what was found.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;

use lurcher_symbols::mutants::Mutant;

const HEAD: &str = "# Reliability

Wrong answers are searched for by programs that need no reference: whoever runs them with the same seed sees the same. What they did and found stands here.

| program | what it does |
|---|---|
| `cargo run -p lurcher-testing --example hunt_bugs` | generates tables and pipelines, and holds each answer against what it must equal: an *oracle* |
| `… --example hunt_bugs -- --mutants --record tests/campaigns/mutants.csv` | the same over planted faults: whether each is caught, and by which oracle |
| `… --example compare_binders` | asks Microsoft's binder about queries of every function and operator, right and wrong |
| `… --example hunt_bugs -- --oracle official` | holds what the binder says of generated queries against Microsoft's |
| `… --example torture` | ends `lurcher` at random moments, and looks at what it leaves behind |
| `… --example fuzz` | feeds damaged text and files to readers, kernels and whole queries |

Each takes `--seed N` and `--record tests/campaigns/campaigns.csv`, which this page is made from; slices of them run in CI, but for that which asks
Microsoft's binder. An execution of `hunt_bugs` is one judgement of one oracle: a pipeline has several. A fault that is found
becomes a case in `tests/cases`, or an input in `tests/fuzz/corpus`, and stands below with the commit that mended it. [Testing](testing.md) tells of the tests, [Security](security.md) of
what an attacker may try.

This page is generated, and a test fails when it is out of date: `cargo run --package lurcher-testing --example make_docs`.
";

/// Runs of one program at one revision with one seed.
struct Run {
    date: String,
    revision: String,
    program: String,
    seed: String,
    seconds: u64,
    parts: Vec<(String, u64, u64)>,
}

/// The page, from the files of the folder `campaigns`.
pub fn page(campaigns: &Path) -> Result<String, Box<dyn Error>> {
    let runs = runs(&campaigns.join("campaigns.csv"))?;
    let mut text = HEAD.to_owned();
    write_runs(&mut text, &runs)?;
    write_parts(&mut text, &runs)?;
    write_mutants(&mut text, &campaigns.join("mutants.csv"))?;
    write_bugs(&mut text, &campaigns.join("bugs.csv"))?;
    write_coverage(&mut text, &campaigns.join("coverage.csv"))?;
    Ok(text)
}

fn records(path: &Path) -> Result<Vec<csv::StringRecord>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path).map_err(|e| format!("{}: {e}", path.display()))?;
    reader.records().map(|record| Ok(record?)).collect()
}

fn runs(path: &Path) -> Result<Vec<Run>, Box<dyn Error>> {
    let mut runs: Vec<Run> = Vec::new();
    for record in records(path)? {
        let field = |i: usize| record.get(i).unwrap_or_default();
        let number = |i: usize| field(i).parse::<u64>().map_err(|e| format!("{}: {}: {e}", path.display(), field(i)));
        let part = (field(5).to_owned(), number(6)?, number(7)?);
        let is_same = |run: &&mut Run| {
            [&run.date, &run.revision, &run.program, &run.seed].into_iter().eq((0..4).map(field))
                && run.parts.iter().all(|(name, ..)| *name != part.0)
        };
        match runs.last_mut().filter(is_same) {
            Some(run) => run.parts.push(part),
            None => {
                let [date, revision, program, seed] = [0, 1, 2, 3].map(|i| field(i).to_owned());
                runs.push(Run { date, revision, program, seed, seconds: number(4)?, parts: vec![part] });
            }
        }
    }
    Ok(runs)
}

fn write_runs(text: &mut String, runs: &[Run]) -> Result<(), std::fmt::Error> {
    text.push_str("\n## Runs\n\n| date | revision | program | seed | executions | failures | time |\n|---|---|---|---:|---:|---:|---:|\n");
    for run in runs {
        let sum = |of: fn(&(String, u64, u64)) -> u64| run.parts.iter().map(of).sum::<u64>();
        let (executions, failures) = (sum(|part| part.1), sum(|part| part.2));
        let Run { date, revision, program, seed, seconds, .. } = run;
        let (minutes, rest) = (seconds / 60, seconds % 60);
        let executions = thousands(executions);
        writeln!(
            text,
            "| {date} | `{revision}` | {program} | {seed} | {executions} | {failures} | {minutes} min {rest} s |"
        )?;
    }
    Ok(())
}

fn write_parts(text: &mut String, runs: &[Run]) -> Result<(), std::fmt::Error> {
    let mut programs: BTreeMap<&str, BTreeMap<&str, (u64, u64)>> = BTreeMap::new();
    for run in runs {
        for (name, executions, failures) in &run.parts {
            let sum = programs.entry(&run.program).or_default().entry(name).or_default();
            *sum = (sum.0 + executions, sum.1 + failures);
        }
    }
    for (program, parts) in programs {
        writeln!(text, "\n## {program}, part by part\n\n| part | executions | failures |\n|---|---:|---:|")?;
        for (name, (executions, failures)) in parts {
            writeln!(text, "| {name} | {} | {failures} |", thousands(executions))?;
        }
    }
    Ok(())
}

fn write_mutants(text: &mut String, path: &Path) -> Result<(), Box<dyn Error>> {
    let proofs = lurcher_testing::proofs::read(path)?;
    let (all, found) = (Mutant::ALL.len(), proofs.len());
    writeln!(text, "\n## Faults that were planted: {found} of {all} found\n")?;
    text.push_str("How many pipelines were judged, one at a time in a release build, until an oracle objected that does not where the fault is not planted.\n\n");
    text.push_str("| fault | what it does | found by | seed | pipelines | seconds |\n|---|---|---|---:|---:|---:|\n");
    for mutant in Mutant::ALL.iter().copied() {
        let (name, what) = (mutant.name(), mutant.what());
        let proof = proofs.iter().find(|proof| proof.mutant == mutant);
        let how = proof.map(|p| format!("{} | {} | {} | {:.1}", p.oracle, p.seed, thousands(p.judged), p.seconds));
        writeln!(text, "| {name} | {what} | {} |", how.unwrap_or_else(|| "not found | | |".to_owned()))?;
    }
    Ok(())
}

fn write_bugs(text: &mut String, path: &Path) -> Result<(), Box<dyn Error>> {
    let bugs = records(path)?;
    writeln!(text, "\n## Faults that were found: {}\n\n| found by | fault | mended by |\n|---|---|---|", bugs.len())?;
    for bug in &bugs {
        let field = |i: usize| bug.get(i).unwrap_or_default().replace('|', "\\|");
        writeln!(text, "| {} | {} | {} |", field(0), field(1), field(2))?;
    }
    Ok(())
}

fn write_coverage(text: &mut String, path: &Path) -> Result<(), Box<dyn Error>> {
    text.push_str("\n## Lines that tests run\n\nBy `cargo llvm-cov --workspace`; tests themselves do not count.\n\n");
    text.push_str("| crate | lines | run | |\n|---|---:|---:|---:|\n");
    let mut all = (0, 0);
    for record in records(path)? {
        let number = |i: usize| record.get(i).unwrap_or_default().parse::<u64>();
        let (lines, covered) = (number(1)?, number(2)?);
        all = (all.0 + lines, all.1 + covered);
        write_share(text, &format!("`{}`", record.get(0).unwrap_or_default()), lines, covered)?;
    }
    Ok(write_share(text, "all", all.0, all.1)?)
}

fn write_share(text: &mut String, name: &str, lines: u64, covered: u64) -> Result<(), std::fmt::Error> {
    let share = covered as f64 * 100.0 / lines.max(1) as f64;
    writeln!(text, "| {name} | {} | {} | {share:.1} % |", thousands(lines), thousands(covered))
}

/// A number with its digits in threes.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
