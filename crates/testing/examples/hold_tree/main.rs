//! Holds trees of content against Microsoft's own binder: what it accepts must bind here, to columns of the same names
//! and types, and must run where no table has a row.
//!
//! `KLS_DIR=…/@kusto/language-service-next cargo run -p lurcher-testing --example hold_tree -- DIR…`; without the binder
//! the trees are skipped, by name. `--show N` lists the first N queries of each cause (3 without it), `--file TEXT`
//! holds only the files whose path has that text, `--no-run` runs nothing. The last lines are a table with a row for
//! each tree; the exit code is 1 where a query differs.

mod causes;
mod explained;
mod judge;
mod knowledge;
mod queries;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use causes::Causes;
use judge::{Judge, Share};
use lurcher_testing::binding::is_official_installed;
use queries::queries_of;

/// How many queries of a cause are listed.
const SHOWN: usize = 3;

struct Arguments {
    trees: Vec<PathBuf>,
    shown: usize,
    file: String,
    runs: bool,
}

fn main() -> ExitCode {
    let arguments = match arguments(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    if !is_official_installed() {
        let name = |tree: &PathBuf| tree.display().to_string();
        let trees: Vec<String> = arguments.trees.iter().map(name).collect();
        println!("skipped: {} (Microsoft's binder is not installed: KLS_DIR names its package)", trees.join(", "));
        return ExitCode::SUCCESS;
    }
    match hold(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut arguments = Arguments { trees: Vec::new(), shown: SHOWN, file: String::new(), runs: true };
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--show" => arguments.shown = value()?.parse().map_err(|_| "--show needs a number".to_owned())?,
            "--file" => arguments.file = value()?,
            "--no-run" => arguments.runs = false,
            option if option.starts_with('-') => {
                return Err("usage: hold_tree [--show N] [--file TEXT] [--no-run] DIR…".to_owned());
            }
            tree => arguments.trees.push(PathBuf::from(tree)),
        }
    }
    if arguments.trees.is_empty() { Err("which folder?".to_owned()) } else { Ok(arguments) }
}

/// Holds each tree, and says whether all agree.
fn hold(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    let mut shares: Vec<(String, Share)> = Vec::new();
    for tree in &arguments.trees {
        let mut judge = Judge::new(tree)?;
        let mut causes = Causes::default();
        let mut share = Share::default();
        for query in queries_of(tree).into_iter().filter(|query| query.place.contains(&arguments.file)) {
            judge.hold(&query, arguments.runs, &mut share, &mut causes)?;
        }
        println!("{}", tree.display());
        causes.print(arguments.shown);
        shares.push((tree.file_name().unwrap_or_default().to_string_lossy().into_owned(), share));
    }
    let all = shares.iter().fold(Share::default(), |all, (_, share)| all + *share);
    println!(
        "| tree | queries | the binder accepts | bind here | equal columns | other columns, explained | run over no rows | not run: network |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    shares.iter().for_each(|(name, share)| println!("| {name} | {share} |"));
    println!("| all | {all} |");
    Ok(all.agrees())
}
