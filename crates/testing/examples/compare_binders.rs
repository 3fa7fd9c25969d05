//! Asks Lurcher's binder and Microsoft's about generated queries:
//! `KLS_DIR=… cargo run --release -p lurcher-testing --example compare_binders -- --queries 100000 --seed 7`.
//!
//! `--minutes N` ends it after so long, `--workers N` asks with so many processes at the same time, `--record FILE` adds
//! the run to those that `docs/reliability.md` tells of, `--query N` shows the query of that number, `--decided N` shows
//! so many of the differences of each kind that is decided. What is decided stands in `docs/binder.md`. The last line is `N queries judged, M failures, seed S`; with a failure the exit code is 1.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use lurcher_testing::binding::{Found, Ours, Search, Tally, tables};
use lurcher_testing::campaigns::{Campaign, Part};

fn main() -> ExitCode {
    match Arguments::parse(std::env::args().skip(1)).and_then(|arguments| arguments.run()) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

struct Arguments {
    search: Search,
    query: Option<u64>,
    decided: usize,
    record: Option<PathBuf>,
}

impl Arguments {
    fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let search = Search { seed: 1, queries: 10_000, time: None, workers: 1 };
        let mut arguments = Self { search, query: None, decided: 0, record: None };
        while let Some(word) = words.next() {
            let value = words.next().ok_or(format!("{word} needs a value"))?;
            let number = || value.parse::<u64>().map_err(|_| format!("'{value}' is no number"));
            match word.as_str() {
                "--queries" => arguments.search.queries = number()?,
                "--minutes" => arguments.search.time = Some(Duration::from_secs(60 * number()?)),
                "--seed" => arguments.search.seed = number()?,
                "--workers" => arguments.search.workers = usize::try_from(number()?).map_err(|e| e.to_string())?,
                "--decided" => arguments.decided = usize::try_from(number()?).map_err(|e| e.to_string())?,
                "--query" => arguments.query = Some(number()?),
                "--record" => arguments.record = Some(PathBuf::from(value)),
                other => {
                    return Err(format!("'{other}' is not understood; the head of compare_binders.rs says what is"));
                }
            }
        }
        Ok(arguments)
    }

    fn run(self) -> Result<ExitCode, String> {
        if let Some(number) = self.query {
            let ours = Ours::open(tables()).map_err(|e| e.to_string())?;
            println!("{}", self.search.query(number, &ours).0);
            return Ok(ExitCode::SUCCESS);
        }
        let start = Instant::now();
        let Some(tally) = self.search.run().map_err(|e| e.to_string())? else {
            return Err("Microsoft's binder is not installed: docs/testing.md says how it is named".to_owned());
        };
        let time = start.elapsed();
        describe(&tally, time, self.decided);
        if let Some(path) = &self.record {
            let part = Part { name: "official".to_owned(), executions: tally.judged(), failures: tally.failures() };
            let campaign = Campaign { program: "compare_binders", seed: self.search.seed, time, parts: vec![part] };
            campaign.append(path).map_err(|e| format!("{}: {e}", path.display()))?;
        }
        println!("{} queries judged, {} failures, seed {}", tally.judged(), tally.failures(), self.search.seed);
        Ok(if tally.failures() > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}

/// The kinds of differences, the most frequent first, and how many queries were judged.
fn describe(tally: &Tally, time: Duration, decided: usize) {
    let mut kinds: Vec<_> = tally.open.iter().collect();
    kinds.sort_by_key(|(_, differences)| std::cmp::Reverse(differences.count));
    for (kind, differences) in kinds {
        println!("== {} {kind}", differences.count);
        show(differences.found.iter());
    }
    for (heading, differences) in &tally.decided {
        println!("{:8} decided: {heading}", differences.count);
        show(differences.found.iter().take(decided));
    }
    println!("{:8} taken by both\n{:8} refused by both\n{:8} unjudged", tally.taken, tally.refused, tally.unjudged);
    println!("{:.0} queries a second", tally.judged() as f64 / time.as_secs_f64());
}

fn show<'a>(found: impl Iterator<Item = &'a Found>) {
    found.for_each(|found| println!("#{}: {}\n", found.number, found.difference));
}
