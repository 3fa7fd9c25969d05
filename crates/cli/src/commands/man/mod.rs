//! `lurcher man`: manual pages.

mod markdown;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use crate::arguments::Arguments;
use crate::failure::Failure;

/// Write the manual page of a command, or all pages into a folder.
#[derive(Debug, Args)]
pub(crate) struct Manual {
    /// A command; without, the page of lurcher itself
    command: Option<String>,
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    output: Option<PathBuf>,
    /// Write Markdown about all commands
    #[arg(long, conflicts_with_all = ["command", "output"])]
    markdown: bool,
}

impl Manual {
    pub(crate) fn execute(&self) -> Result<(), Failure> {
        let mut lurcher = Arguments::command();
        lurcher.build();
        if let Some(folder) = &self.output {
            let failed = |e: io::Error| Failure::Message(format!("{}: cannot be written: {e}", folder.display()));
            std::fs::create_dir_all(folder).map_err(failed)?;
            return clap_mangen::generate_to(Arguments::command(), folder).map_err(failed);
        }
        let mut page = Vec::new();
        if self.markdown {
            markdown::write(&mut page, &lurcher)?;
        } else {
            Man::new(self.chosen(lurcher)?).render(&mut page)?;
        }
        io::stdout().lock().write_all(&page)?;
        Ok(())
    }

    fn chosen(&self, lurcher: Command) -> Result<Command, Failure> {
        let Some(name) = &self.command else { return Ok(lurcher) };
        let found = lurcher.find_subcommand(name).cloned();
        found.ok_or_else(|| Failure::Usage(format!("there is no command '{name}'; `lurcher --help` lists all")))
    }
}
