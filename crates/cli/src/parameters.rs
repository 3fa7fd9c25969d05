//! Values of `declare query_parameters`.

use clap::Args;
use lurcher_engine::Request;
use lurcher_symbols::Value;

/// Values of the query's parameters.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Parameters {
    /// The value of a parameter that the query declares; may be given several times
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

    /// The request with the values, as texts: the query says what type they have.
    pub(crate) fn fill<'a>(&self, mut request: Request<'a>) -> Request<'a> {
        let values = self.given.iter().map(|(name, value)| (name.clone(), Value::String(value.as_str().into())));
        request.parameters.extend(values);
        request
    }
}

fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("a parameter is given as name=value".to_owned()),
    }
}
