//! The page that says what was found.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use crate::hunts::Hunts;
use crate::trial::Outcome;

/// So many numbers of events are shown of a sample.
const EVENTS: usize = 8;

/// Why nothing was found in a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    NoTable,
    NoHunt,
    NoCommandLine,
    Other,
}

impl Reason {
    fn of(outcome: &Outcome, hunts: &Hunts) -> Self {
        let named: Vec<i64> = outcome.events.keys().copied().filter(|event| hunts.ask_for(*event)).collect();
        if outcome.events.is_empty() {
            Reason::NoTable
        } else if named.is_empty() {
            Reason::NoHunt
        } else if named == [4688] && outcome.processes.1 == 0 {
            Reason::NoCommandLine
        } else {
            Reason::Other
        }
    }

    fn text(self) -> &'static str {
        match self {
            Reason::NoTable => "no Windows events",
            Reason::NoHunt => "no hunt asks for its events",
            Reason::NoCommandLine => "its processes have no command line",
            Reason::Other => "hunts ask for such events, with other values",
        }
    }
}

/// The whole page; `about` says what the collections and the tree are.
pub(super) fn of(
    about: &str,
    hunts: &Hunts,
    failed: &BTreeMap<PathBuf, String>,
    collections: &[(&str, Vec<Outcome>)],
) -> String {
    let mut page = String::from(HEAD);
    if !about.is_empty() {
        let _ = writeln!(page, "{about}\n");
    }
    let _ = writeln!(
        page,
        "{} hunts and rules of the tree read such events, {} of them by ASIM's parsers; {} are not run (below). Over a \
         sample\nthose are run that read a table, or by a parser an event, that it has.\n",
        hunts.files().count(),
        hunts.parsed(),
        failed.len()
    );
    page.push_str("| collection | samples | rows | records not read | something found | with a promised tactic | with a promised technique |\n");
    page.push_str("|---|--:|--:|--:|--:|--:|--:|\n");
    for (name, outcomes) in collections {
        let rows: u64 = outcomes.iter().flat_map(|outcome| outcome.rows.values()).sum();
        let unread: u64 = outcomes.iter().map(|outcome| outcome.unread).sum();
        let found = count(outcomes, |outcome| !outcome.hits.is_empty());
        let (tactic, technique) = (count(outcomes, has_tactic), count(outcomes, has_technique));
        let promises = outcomes.iter().any(|outcome| !outcome.sample.techniques.is_empty());
        let technique = if promises { technique.to_string() } else { "(none is named)".to_owned() };
        let _ =
            writeln!(page, "| {name} | {} | {rows} | {unread} | {found} | {tactic} | {technique} |", outcomes.len());
    }
    for (name, outcomes) in collections {
        let _ = writeln!(page, "\n## {name}\n");
        groups(&mut page, outcomes);
        found(&mut page, outcomes);
        nothing(&mut page, outcomes, hunts);
    }
    let over_rows = collections.iter().flat_map(|(_, outcomes)| outcomes).flat_map(|outcome| &outcome.failed);
    failures(&mut page, "Hunts that are not run", failed.iter());
    failures(&mut page, "Hunts that fail over some samples", over_rows);
    page
}

const HEAD: &str = "\
# Hunts over real evidence

Sentinel's hunts and rules that read Windows events, run by Lurcher over two public collections of real logs of attacks:
[EVTX-ATTACK-SAMPLES](https://github.com/sbousseaden/EVTX-ATTACK-SAMPLES), event logs in folders named for a tactic, and
the host logs of [Security-Datasets](https://github.com/OTRF/Security-Datasets), whose metadata name tactics and
techniques. Neither is part of this project. Each sample is ingested into a workspace of its own, with `now = \"data\"`;
[Ingesting evidence](ingest.md) tells how. `prove_hunts`, an example of `lurcher-testing`, wrote this page:

    cargo run --package lurcher-testing --example prove_hunts -- --program target/release/lurcher \\
        --tree Azure-Sentinel --parsers Azure-Sentinel/Parsers --evtx EVTX-ATTACK-SAMPLES \\
        --datasets Security-Datasets --write docs/evidence.md

What is found depends on the tree: a hunt finds what it asks for, and public hunts ask for a part of what attackers do.
Hunts for what is rare find something in most samples: all that a sample has is new.

";

fn count(outcomes: &[Outcome], is_it: impl Fn(&Outcome) -> bool) -> usize {
    outcomes.iter().filter(|outcome| is_it(outcome)).count()
}

fn has_tactic(outcome: &Outcome) -> bool {
    outcome.hits.iter().flat_map(|hit| &hit.tactics).any(|tactic| outcome.sample.tactics.contains(tactic))
}

/// A hunt for `T1003.001` finds what is promised as `T1003`.
fn has_technique(outcome: &Outcome) -> bool {
    let technique = |name: &String| name.split('.').next().unwrap_or_default().to_owned();
    outcome.hits.iter().flat_map(|hit| &hit.techniques).map(technique).any(|t| outcome.sample.techniques.contains(&t))
}

/// Hunts, and why they are not among those above.
fn failures<'f>(page: &mut String, title: &str, failed: impl Iterator<Item = (&'f PathBuf, &'f String)>) {
    let failed: BTreeMap<&PathBuf, &String> = failed.collect();
    if failed.is_empty() {
        return;
    }
    let _ = writeln!(page, "\n## {title}\n\n| hunt | why |\n|---|---|");
    for (file, why) in failed {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        // What stands behind the place in the file.
        let why = why.split_once("error").map_or(why.as_str(), |(_, why)| why.trim_start_matches([':', ' ']));
        let _ = writeln!(page, "| {} | {} |", cell(&name), cell(why));
    }
}

/// A row for each folder.
fn groups(page: &mut String, outcomes: &[Outcome]) {
    let mut groups: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    outcomes.iter().for_each(|outcome| groups.entry(&outcome.sample.group).or_default().push(outcome));
    page.push_str("| folder | samples | something found | with a promised tactic |\n|---|--:|--:|--:|\n");
    for (group, outcomes) in groups {
        let found = outcomes.iter().filter(|outcome| !outcome.hits.is_empty()).count();
        let promised = outcomes.iter().filter(|outcome| has_tactic(outcome)).count();
        let _ = writeln!(page, "| {group} | {} | {found} | {promised} |", outcomes.len());
    }
}

/// A row for each hunt, with its samples.
fn found(page: &mut String, outcomes: &[Outcome]) {
    type Samples<'o> = Vec<(&'o str, usize, bool)>;
    let mut hunts: BTreeMap<(&str, String), Samples<'_>> = BTreeMap::new();
    for outcome in outcomes {
        for hit in &outcome.hits {
            let promised = hit.tactics.iter().any(|tactic| outcome.sample.tactics.contains(tactic));
            let samples = hunts.entry((&hit.hunt, hit.techniques.join(" "))).or_default();
            samples.push((&outcome.sample.name, hit.rows, promised));
        }
    }
    page.push_str("\n### What each hunt found\n\nBehind a sample stands the number of rows; in bold, where the hunt is for a tactic that the sample promises.\n\n");
    page.push_str("| hunt | techniques | samples | which |\n|---|---|--:|---|\n");
    for ((hunt, techniques), samples) in hunts {
        let which = samples.iter().map(|(name, rows, promised)| {
            let name = cell(name);
            if *promised { format!("**{name}** ({rows})") } else { format!("{name} ({rows})") }
        });
        let which = which.collect::<Vec<_>>().join(", ");
        let _ = writeln!(page, "| {} | {techniques} | {} | {which} |", cell(hunt), samples.len());
    }
}

/// The samples in which nothing was found, by why.
fn nothing(page: &mut String, outcomes: &[Outcome], hunts: &Hunts) {
    let mut reasons: BTreeMap<Reason, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|outcome| outcome.hits.is_empty()) {
        reasons.entry(Reason::of(outcome, hunts)).or_default().push(outcome);
    }
    page.push_str("\n### What no hunt found\n\n| why | samples |\n|---|--:|\n");
    for (reason, outcomes) in &reasons {
        let _ = writeln!(page, "| {} | {} |", reason.text(), outcomes.len());
    }
    page.push_str("\n| sample | its events | why |\n|---|---|---|\n");
    for (reason, outcomes) in reasons {
        for outcome in outcomes {
            let mut events: Vec<(&i64, &u64)> = outcome.events.iter().collect();
            events.sort_by_key(|(event, count)| (std::cmp::Reverse(**count), **event));
            let more = if events.len() > EVENTS { " …" } else { "" };
            let events: Vec<String> = events.iter().take(EVENTS).map(|(event, _)| event.to_string()).collect();
            let name = cell(&outcome.sample.name);
            let _ = writeln!(page, "| {name} | {}{more} | {} |", events.join(" "), reason.text());
        }
    }
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('_', "\\_").replace('*', "\\*")
}
