//! Content in its other form: YAML as Sentinel's repository has it, templates (ARM) as Azure deploys them.
//!
//! The keys that have a place in both forms change their place ([`form`]). All else is kept as a [`Patch`]: what a
//! template has besides stands under the key `armTemplate` of the YAML, what YAML has besides in the template's own
//! metadata, so that there and back is where one came from. A patch never overwrites what was edited since.

mod error;
mod form;
mod functions;
mod older;
mod patch;
mod rules;
mod searches;
mod template;
mod tree;
mod yaml;

use std::path::Path;
use std::sync::Arc;

use crate::text::{self, Text};
use crate::{ContentError, Place, json, kql, walk, watchlists};
pub use error::ConvertError;
use patch::Patch;

/// What to make of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// YAML, as Sentinel's repository has it.
    Yaml,
    /// A template that can be deployed.
    Arm,
}

/// What a file became.
#[derive(Debug, Clone)]
pub struct Converted {
    /// The pieces: YAML documents, or one template.
    pub parts: Vec<Part>,
    /// What does not come along, and what is worth knowing about the file.
    pub remarks: Vec<ContentError>,
}

/// A piece of the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// A name for a file of its own, without an ending.
    pub name: String,
    /// The text.
    pub text: String,
}

/// The key of YAML that keeps what a template had besides.
const OF_TEMPLATE: &str = "armTemplate";

/// The key of a template's metadata that keeps what YAML had besides, by the names of the resources.
const OF_YAML: &str = "sentinelYaml";

/// Converts the file of a path.
pub fn convert(path: &Path, target: Target) -> Result<Converted, ContentError> {
    let name = text::file_name(path);
    let refused = |what: &str, form| {
        let place = Place::file(Arc::clone(&name));
        ContentError::from(ConvertError::NotConvertible { place, what: what.to_owned(), form })
    };
    let is_json = walk::has_ending(path, &["json"]);
    match target {
        _ if path.is_dir() => return Err(refused("a folder", "a file")),
        Target::Yaml if !is_json && walk::has_ending(path, &["yaml", "yml"]) => {
            return Err(refused("YAML already", "YAML other than its own"));
        }
        Target::Arm if is_json => return Err(refused("JSON already", "a template other than its own")),
        _ if kql::has_ending(path) => {
            return Err(refused("KQL without a name or metadata", "YAML or a template"));
        }
        Target::Yaml | Target::Arm => {}
    }
    let Text { text, flaw } = text::read(path)?;
    let mut remarks: Vec<ContentError> = flaw.into_iter().map(ContentError::from).collect();
    let parts = match target {
        Target::Yaml => {
            let document = json::parse(&name, &text).map_err(|json::JsonError { place, reason }| {
                ContentError::from(watchlists::WatchlistError::Json { place, reason })
            })?;
            yaml::documents(&document, &mut remarks)?
        }
        Target::Arm => vec![Part {
            name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            text: template::of_yaml(&name, &text, &mut remarks)?,
        }],
    };
    Ok(Converted { parts, remarks })
}

#[cfg(test)]
mod tests;
