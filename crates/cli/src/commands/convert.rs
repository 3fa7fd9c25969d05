//! `lurcher convert`: rules and hunting queries from Sentinel's YAML into Azure's templates, and back.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use lurcher_content::convert::{self, Converted};

use crate::arguments::{Destination, GlobalArguments};
use crate::failure::Failure;
use crate::{output, report};

/// Convert rules and hunting queries between Sentinel's YAML and Azure's templates.
#[derive(Debug, Args)]
pub(crate) struct Convert {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What to convert it to
    #[arg(long)]
    to: Form,
    #[command(flatten)]
    destination: Destination,
}

/// What a file can be converted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Sentinel's YAML.
    Yaml,
    /// Azure's template.
    Arm,
}

impl Convert {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        let form = match self.to {
            Form::Yaml => convert::Form::Yaml,
            Form::Arm => convert::Form::Arm,
        };
        let Converted { text, not_kept } = convert::convert(&self.file, form).map_err(|error| {
            report::content_errors(global, &[error]);
            Failure::Reported
        })?;
        match self.destination.output_file.as_deref() {
            Some(path) => output::write_file(path, |out| out.write_all(text.as_bytes()))?,
            None => io::stdout().lock().write_all(text.as_bytes())?,
        }
        not_kept.iter().for_each(|line| report::note(global, &format!("not kept: {line}")));
        Ok(())
    }
}
