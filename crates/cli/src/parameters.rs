//! Values of `declare query_parameters`, and of placeholders.

use std::collections::HashSet;

use clap::Args;
use lurcher_content::placeholders::placeholders;
use lurcher_diagnostics::{Source, SourceId};
use lurcher_engine::Request;
use lurcher_symbols::Value;
use lurcher_syntax::ast::StatementKind;
use lurcher_syntax::parse;

use crate::arguments::GlobalArguments;
use crate::report;

/// Values of the query's parameters.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Parameters {
    /// The value of a parameter that the query declares, or of a placeholder; may be given several times
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = parameter)]
    given: Vec<(String, String)>,
}

impl Parameters {
    /// Gives a parameter a value, as `NAME=VALUE`, in place of the one that it had.
    pub(crate) fn set(&mut self, text: &str) -> Result<(), String> {
        let (name, value) = parameter(text)?;
        self.given.retain(|(known, _)| *known != name);
        self.given.push((name, value.trim().to_owned()));
        Ok(())
    }

    /// Names and values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.given.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The value of a name. Of several that are given the last one counts.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.given.iter().rev().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// Warns of names that none of the queries has, neither as a parameter nor as a placeholder.
    pub(crate) fn tell_unused<'s>(&self, global: &GlobalArguments, queries: impl IntoIterator<Item = &'s Source>) {
        if self.given.is_empty() {
            return;
        }
        let known: HashSet<String> = queries.into_iter().flat_map(names).collect();
        let mut told = HashSet::new();
        for (name, _) in self.given.iter().filter(|(name, _)| !known.contains(name) && told.insert(name.as_str())) {
            let message = format!(
                "--param {name} changes nothing: there is no {{{{{name}}}}}, and no query declares such a parameter"
            );
            report::warning(global, &message);
        }
    }

    /// The request with the values, as texts: the query says what type they have.
    pub(crate) fn fill<'a>(&self, mut request: Request<'a>) -> Request<'a> {
        let values = self.given.iter().map(|(name, value)| (name.clone(), Value::String(value.as_str().into())));
        request.parameters.extend(values);
        request
    }
}

/// The names that a query has values for.
fn names(query: &Source) -> Vec<String> {
    let mut names: Vec<String> = placeholders(query).into_iter().map(|p| p.name.to_string()).collect();
    if query.text.contains("query_parameters") {
        for statement in parse(&query.text, SourceId::default()).query.statements {
            if let StatementKind::DeclareQueryParameters(declared) = statement.kind {
                names.extend(declared.iter().map(|parameter| parameter.name.as_str().to_owned()));
            }
        }
    }
    names
}

fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("a parameter is given as name=value".to_owned()),
    }
}
