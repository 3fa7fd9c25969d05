//! `lurcher convert`: content in its other form.

use std::fs;
use std::io::{self, Write};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use clap::{Args, ValueEnum};
use lurcher_content::convert::{Converted, Target, convert};

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::{output, report};

/// Write rules, hunting queries and functions in their other form: YAML as a template (ARM), a template as YAML.
#[derive(Debug, Args)]
pub(crate) struct Convert {
    /// Sentinel's YAML, or a template
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// The form to write
    #[arg(long, value_name = "FORM")]
    to: Form,
    /// The file to write; a folder, or a path that ends with a slash, gets a file for each rule, query or function
    #[arg(long, short, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
}

/// A form of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// As in Sentinel's repository; several documents where the template has several resources.
    Yaml,
    /// As Azure deploys it; one template for all documents.
    Arm,
}

impl Form {
    fn target(self) -> Target {
        match self {
            Form::Yaml => Target::Yaml,
            Form::Arm => Target::Arm,
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Form::Yaml => "yaml",
            Form::Arm => "json",
        }
    }
}

impl Convert {
    pub(crate) fn execute(&self, global: &GlobalArguments) -> Result<(), Failure> {
        let converted = convert(&self.path, self.to.target()).map_err(|error| {
            report::content_errors(global, &[error]);
            Failure::Reported
        })?;
        report::content_warnings(global, &converted.remarks);
        match &self.output {
            None => Ok(io::stdout().lock().write_all(together(&converted).as_bytes())?),
            Some(output) if is_folder(output) => self.write_apart(&converted, output),
            Some(output) => write(output, &together(&converted)),
        }
    }

    fn write_apart(&self, converted: &Converted, folder: &Path) -> Result<(), Failure> {
        fs::create_dir_all(folder)
            .map_err(|error| Failure::Message(format!("{} cannot be made: {error}", folder.display())))?;
        let file = |name: &str| folder.join(format!("{name}.{}", self.to.ending()));
        converted.parts.iter().try_for_each(|part| write(&file(&part.name), &part.text))
    }
}

/// All parts as one text.
fn together(converted: &Converted) -> String {
    let texts: Vec<&str> = converted.parts.iter().map(|part| &*part.text).collect();
    texts.join("---\n")
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(['/', MAIN_SEPARATOR])
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    output::write_file(path, |file| file.write_all(text.as_bytes()))
}
