//! The hunts and rules of a tree that read Windows events.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lurcher_content::load;

/// The tables of Windows events.
const TABLES: [&str; 3] = ["SecurityEvent", "WindowsEvent", "Event"];

/// How the names of ASIM's parsers begin.
const PARSERS: [&str; 3] = ["_Im_", "im", "_ASim_"];

/// ASIM's schemas, with the Windows events that its parsers read: the audit's and Sysmon's.
const SCHEMAS: [(&str, &[i64]); 6] = [
    ("Process", &[1, 5, 4688, 4689]),
    ("Registry", &[12, 13, 14, 4657, 4663]),
    ("File", &[11, 23, 26, 4663]),
    ("Authentication", &[4624, 4625, 4634, 4647]),
    ("NetworkSession", &[3, 5150, 5151, 5152, 5153, 5154, 5155, 5156, 5157, 5158, 5159]),
    ("Dns", &[22]),
];

/// A hunt or rule.
#[derive(Debug, Default)]
struct Reads {
    tables: BTreeSet<&'static str>,
    /// The events of its schemas.
    parsed: BTreeSet<i64>,
    /// The numbers in its text.
    numbers: BTreeSet<i64>,
}

/// All that is run, by file.
#[derive(Debug)]
pub(super) struct Hunts(BTreeMap<PathBuf, Reads>);

impl Hunts {
    /// Those of a tree.
    pub(super) fn of(tree: &Path) -> Self {
        let loaded = load(tree);
        let hunts = loaded.runnables().filter(|hunt| hunt.finds_hits).map(|hunt| {
            let mut reads = Reads::default();
            for word in words(&hunt.query.text) {
                reads.numbers.extend(word.parse::<i64>().ok());
                reads.tables.extend(TABLES.iter().find(|table| **table == word));
                if let Some(schema) = PARSERS.iter().find_map(|prefix| word.strip_prefix(prefix)) {
                    let known = SCHEMAS.iter().filter(|(name, _)| schema.starts_with(name));
                    reads.parsed.extend(known.flat_map(|(_, events)| events.iter()));
                }
            }
            (PathBuf::from(&*hunt.file), reads)
        });
        Self(hunts.filter(|(_, reads)| !reads.tables.is_empty() || !reads.parsed.is_empty()).collect())
    }

    /// The files of all.
    pub(super) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.0.keys()
    }

    /// How many read events by ASIM's parsers.
    pub(super) fn parsed(&self) -> usize {
        self.0.values().filter(|reads| !reads.parsed.is_empty()).count()
    }

    /// The files of those that can find something among rows of these tables and events.
    pub(super) fn reading<'h>(
        &'h self,
        tables: &'h BTreeMap<String, u64>,
        events: &'h BTreeMap<i64, u64>,
    ) -> impl Iterator<Item = &'h PathBuf> {
        let is_there = |reads: &Reads| {
            reads.tables.iter().any(|table| tables.contains_key(*table))
                || reads.parsed.iter().any(|event| events.contains_key(event))
        };
        self.0.iter().filter(move |(_, reads)| is_there(reads)).map(|(file, _)| file)
    }

    /// Whether one of them asks for an event.
    pub(super) fn ask_for(&self, event: i64) -> bool {
        self.0.values().any(|reads| reads.numbers.contains(&event) || reads.parsed.contains(&event))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}
