//! What searches for faults did: `tests/campaigns/campaigns.csv`, from which `docs/reliability.md` is made.
//!
//! A program that searches takes `--record FILE` and adds its run there, a line for each of its parts: an oracle, a
//! target, a kind of fault.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lurcher_symbols::values::datetime;

/// The first line of the file.
pub const HEADER: &str = "date,revision,program,seed,seconds,part,executions,failures";

/// One run of a program that searches.
#[derive(Debug, Clone)]
pub struct Campaign<'a> {
    /// The program's name.
    pub program: &'a str,
    /// The seed that repeats the run.
    pub seed: u64,
    /// How long it took, all parts together.
    pub time: Duration,
    /// What it did.
    pub parts: Vec<Part>,
}

/// What a run did of one kind.
#[derive(Debug, Clone)]
pub struct Part {
    /// The oracle, target or kind of fault.
    pub name: String,
    /// How often it was tried.
    pub executions: u64,
    /// How often it showed a fault.
    pub failures: u64,
}

impl Campaign<'_> {
    /// Adds the run to a file, which is made where it is missing. It is that of the revision that is checked out.
    ///
    /// # Errors
    /// The file cannot be written, or a name has a comma or a quotation mark.
    pub fn append(&self, path: &Path) -> io::Result<()> {
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        let mut lines = String::new();
        if file.metadata()?.len() == 0 {
            lines.push_str(HEADER);
            lines.push('\n');
        }
        let (date, revision, seconds) = (today(), revision(), self.time.as_secs());
        for Part { name, executions, failures } in &self.parts {
            if name.contains([',', '"', '\n']) {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("'{name}' is no name of a part")));
            }
            let Campaign { program, seed, .. } = self;
            lines += &format!("{date},{revision},{program},{seed},{seconds},{name},{executions},{failures}\n");
        }
        // In one call, so that programs that end at once do not mix their lines.
        file.write_all(lines.as_bytes())
    }
}

fn today() -> String {
    const TICKS: i64 = 10_000_000;
    const UNIX_EPOCH_SECONDS: i64 = 62_135_596_800;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let ticks = (i64::try_from(now.as_secs()).unwrap_or(0) + UNIX_EPOCH_SECONDS) * TICKS;
    datetime::format(ticks).chars().take("2026-01-31".len()).collect()
}

/// The short name of the commit, with a `+` where the tree has changes that are in none; `unknown` without git.
fn revision() -> String {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let Some(name) = git(&["rev-parse", "--short=7", "HEAD"]) else { return "unknown".to_owned() };
    let changed =
        git(&["status", "--porcelain", "--untracked-files=no", "--", "crates"]).is_some_and(|s| !s.is_empty());
    if changed { name + "+" } else { name }
}
