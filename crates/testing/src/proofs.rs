//! Which planted faults the search has found: `tests/campaigns/mutants.csv`, from which `docs/reliability.md` is made
//! and where a test begins to look for each.

use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

use lurcher_symbols::mutants::Mutant;

use crate::hunt::Caught;

/// The first line of the file.
const HEADER: &str = "mutant,oracle,seed,pipeline,judged,seconds";

/// How a planted fault was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The fault.
    pub mutant: Mutant,
    /// The oracle that objected.
    pub oracle: String,
    /// Where the search began.
    pub seed: u64,
    /// The number of the pipeline that showed it.
    pub pipeline: u64,
    /// How many pipelines were judged until then.
    pub judged: u64,
    /// How long that took.
    pub seconds: f64,
}

impl Record {
    /// What a search of that seed found.
    #[must_use]
    pub fn of(seed: u64, caught: &Caught) -> Self {
        let Caught { mutant, oracle, pipeline, judged, after } = caught.clone();
        Self { mutant, oracle: oracle.to_owned(), seed, pipeline, judged, seconds: after.as_secs_f64() }
    }

    fn parse(line: &str) -> Option<Self> {
        let mut fields = line.split(',');
        let mut field = || fields.next();
        let name = field()?;
        Some(Self {
            mutant: Mutant::ALL.iter().copied().find(|mutant| mutant.name() == name)?,
            oracle: field()?.to_owned(),
            seed: field()?.parse().ok()?,
            pipeline: field()?.parse().ok()?,
            judged: field()?.parse().ok()?,
            seconds: field()?.parse().ok()?,
        })
    }
}

/// What a file says of all faults.
///
/// # Errors
/// Where the file cannot be read, or a line says something else.
pub fn read(path: &Path) -> io::Result<Vec<Record>> {
    let text = fs::read_to_string(path)?;
    let wrong = |line: &str| io::Error::other(format!("{}: '{line}' is no proof of a fault", path.display()));
    text.lines().skip(1).map(|line| Record::parse(line).ok_or_else(|| wrong(line))).collect()
}

/// Puts what was found of a fault in the place of what a file says of it.
///
/// # Errors
/// Where the file cannot be read or written.
pub fn record(path: &Path, found: Record) -> io::Result<()> {
    let mut records = if path.exists() { read(path)? } else { Vec::new() };
    records.retain(|known| known.mutant != found.mutant);
    records.push(found);
    write(path, records)
}

/// Takes out what a file says of faults, because they are searched for anew.
///
/// # Errors
/// Where the file cannot be read or written.
pub fn forget(path: &Path, mutants: &[Mutant]) -> io::Result<()> {
    let mut records = if path.exists() { read(path)? } else { Vec::new() };
    records.retain(|known| !mutants.contains(&known.mutant));
    write(path, records)
}

fn write(path: &Path, mut records: Vec<Record>) -> io::Result<()> {
    records.sort_by_key(|record| record.mutant as usize);
    let mut text = format!("{HEADER}\n");
    for Record { mutant, oracle, seed, pipeline, judged, seconds } in &records {
        let name = mutant.name();
        let _ = writeln!(text, "{name},{oracle},{seed},{pipeline},{judged},{seconds:.1}");
    }
    fs::write(path, text)
}
