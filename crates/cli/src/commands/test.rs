//! `lurcher test`: semantic cases.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use lurcher_engine::limits::{FewRows, Limits};
use lurcher_testing::cases::{EngineRunner, Suite};

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::session;

/// Where cases are looked for, in this folder and those above it.
const FOLDERS: [&str; 2] = ["tests/cases", "tests"];

/// Run semantic cases: Markdown files that show queries and what they give.
#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Run the cases whose file or heading holds this text; a path names the file or folder of cases
    #[arg(value_name = "FILTER|PATH")]
    arguments: Vec<String>,
    /// Run the cases whose file or heading holds this text
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Write what came into the files, as what is expected
    #[arg(long)]
    update: bool,
    /// A folder of Sentinel content, a clone of Azure-Sentinel say, for the rules and content that cases name and that are not beside them
    #[arg(long, value_name = "DIR", env = "AZURE_SENTINEL", hide_env_values = true)]
    content: Option<PathBuf>,
}

impl Test {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        let (paths, filters): (Vec<_>, Vec<_>) = self.arguments.iter().partition(|a| Path::new(a).exists());
        let filters: Vec<&String> = filters.into_iter().chain(&self.filter).collect();
        let path = match *paths {
            [] => find_cases()?,
            [path] => PathBuf::from(path),
            _ => return Err(Failure::Usage("one file or folder of cases at a time".to_owned())),
        };
        let unreadable = |e: io::Error| Failure::Message(format!("{}: cannot be read: {e}", path.display()));
        let mut suite = Suite::load(&path).map_err(unreadable)?;
        match *filters {
            [] => {}
            [filter] => suite.filter(filter),
            [filter, ..] => return Err(Failure::Usage(format!("one filter at a time; is '{filter}' a path?"))),
        }
        let out = io::stdout();
        let colour = global.colours_output(&out);
        let runner = EngineRunner {
            workspace: global.workspace.clone(),
            limits: limits(global),
            originals: self.content.clone(),
        };
        let summary = if self.update { suite.run_and_update(&runner, colour)? } else { suite.run(&runner, colour) };
        summary.write(&mut out.lock())?;
        if summary.passed + summary.failures.len() == 0 {
            return Err(Failure::Message(format!("{}: there is no such case", path.display())));
        }
        // What was updated is not as it was expected, but now it is.
        if summary.failures.is_empty() || self.update { Ok(()) } else { Err(Failure::Reported) }
    }
}

/// What the cases may use. Whoever says how many partitions there are wants to know whether an answer depends on them.
fn limits(global: &GlobalArguments) -> Limits {
    let limits = session::limits(global);
    let few_rows = if global.partitions.is_some() { FewRows::Spread } else { limits.few_rows };
    Limits { few_rows, ..limits }
}

fn find_cases() -> Result<PathBuf, Failure> {
    let current = env::current_dir()?;
    let mut places = current.ancestors().flat_map(|folder| FOLDERS.map(|name| folder.join(name)));
    let found = places.find(|place| place.is_dir());
    let found = found.ok_or_else(|| Failure::Message("there is no folder tests/cases here or above".to_owned()))?;
    // Paths in messages are shorter, and can be followed, from where the user is.
    Ok(found.strip_prefix(&current).map(Path::to_owned).unwrap_or(found))
}
