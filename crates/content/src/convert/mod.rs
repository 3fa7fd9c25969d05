//! Rules and hunting queries from Sentinel's YAML into Azure's templates, and back. Every key and value survives: what
//! one form has no place for stands under its own name.

mod hunts;
mod rules;
pub(crate) mod trees;

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::arm::{self, Scope};
use crate::kinds::{Content, KindError, Unknown, read_document};
use crate::watchlists::WatchlistError;
use crate::yaml::{self, Document, Node};
use crate::{ContentError, json, text, walk};

/// What a file is converted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Sentinel's YAML.
    Yaml,
    /// Azure's template.
    Arm,
}

/// A file in its other form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// The text.
    pub text: String,
    /// What the other form does not keep, for whoever reads both.
    pub not_kept: Vec<String>,
}

/// The key of YAML under which stands what only a template has.
const ARM: &str = "arm";

/// The file in that form.
///
/// # Errors
/// A file that cannot be read, or holds no rule and no hunting query.
pub fn convert(path: &Path, form: Form) -> Result<Converted, ContentError> {
    let (file, text) = (text::file_name(path), text::read(path)?.text);
    match form {
        Form::Yaml => {
            let document = json::parse(&file, &text)
                .map_err(|json::JsonError { place, reason }| WatchlistError::Json { place, reason })?;
            Ok(to_yaml(&document)?)
        }
        Form::Arm => {
            let documents = if walk::has_ending(path, &["json"]) { Vec::new() } else { yaml::parse(&file, &text)? };
            if documents.is_empty() {
                let place = crate::Place::new(file, text, 0..0);
                return Err(Unknown { place, keys: Vec::new() }.into_error().into());
            }
            Ok(to_arm(&documents)?)
        }
    }
}

/// What every template has that is made here.
fn standard_template() -> Map<String, Value> {
    let template = json!({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {"workspace": {"type": "String"}},
    });
    trees::members(template)
}

fn to_yaml(document: &Document) -> Result<Converted, KindError> {
    let scope = Scope::default().inside(&document.root);
    let (mut trees, mut others, mut not_kept) = (Vec::new(), Vec::new(), Vec::new());
    for resource in arm::resources(&document.root) {
        let tree =
            rules::to_yaml(resource, &scope, &mut not_kept).or_else(|| hunts::to_yaml(resource, &scope, &mut not_kept));
        match tree {
            Some(tree) => trees.push(tree),
            None => others.push(trees::of(resource)),
        }
    }
    let Some(first) = trees.first_mut() else {
        return Err(arm::called(document));
    };
    let mut template = trees::members(trees::of(&document.root));
    template.shift_remove("resources");
    if !others.is_empty() {
        template.insert("resources".to_owned(), Value::Array(others));
    }
    if template != standard_template() {
        let arm = first.entry(ARM).or_insert_with(|| json!({}));
        arm["template"] = Value::Object(template);
    }
    let texts: Vec<String> = trees.iter().map(trees::yaml).collect();
    Ok(Converted { text: texts.join("---\n"), not_kept })
}

fn to_arm(documents: &[Document]) -> Result<Converted, KindError> {
    let (mut template, mut resources, mut not_kept) = (standard_template(), Vec::new(), Vec::new());
    for document in documents {
        let mut tree = trees::members(trees::of(&document.root));
        let mut arm = tree.shift_remove(ARM).map(trees::members).unwrap_or_default();
        if let Some(own) = arm.shift_remove("template") {
            template = trees::members(own);
        }
        resources.push(match read_document(document)? {
            Content::AnalyticsRule(rule) => rules::to_arm(tree, arm, rule.kind, &mut not_kept),
            Content::HuntingQuery(_) => hunts::to_arm(tree, arm),
            _ => {
                let keys = document.root.entries().iter().map(|entry| entry.key.clone()).collect();
                return Err(Unknown { place: document.place(0..0), keys }.into_error());
            }
        });
    }
    let comments = documents.first().map_or(0, |document| comments(&document.text, &document.root));
    if comments > 0 {
        not_kept.push(format!("{comments} lines of comments: JSON has none"));
    }
    if let Some(Value::Array(others)) = template.shift_remove("resources") {
        resources.extend(others);
    }
    template.insert("resources".to_owned(), Value::Array(resources));
    Ok(Converted { text: trees::json(&Value::Object(template)), not_kept })
}

/// The lines that begin with a comment of YAML. Those of a query are a part of its text, and begin otherwise.
fn comments(text: &str, root: &Node) -> usize {
    let in_texts = trees::lines_of_texts(root);
    let comments = text.lines().filter(|line| line.trim_start().starts_with('#')).count();
    comments.saturating_sub(in_texts.iter().filter(|line| line.trim_start().starts_with('#')).count())
}

#[cfg(test)]
mod tests;
