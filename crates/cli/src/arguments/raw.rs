//! How raw logs are read, by `ingest` and where they lie.

use std::str::FromStr;

use clap::Args;
use lurcher_sources::{Options, Zone, choices};

/// What raw logs do not say of themselves.
#[derive(Debug, Args)]
pub(crate) struct RawArguments {
    /// The zone of times in raw logs that name none, such as Europe/Berlin or +02:00 [default: UTC]
    #[arg(long, global = true, value_name = "ZONE", value_parser = Zone::from_str)]
    timezone: Option<Zone>,
    /// The year of a raw log's first record where times have none [default: by when the file was changed last]
    #[arg(long, global = true, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1970..=9999))]
    year: Option<i32>,
    /// Which tables a raw format fills where there are several ways, as its page says
    #[arg(long = "choose", global = true, value_name = "CHOICE", value_delimiter = ',', value_parser = choice)]
    choices: Vec<String>,
}

impl RawArguments {
    /// What was said.
    pub(crate) fn options(&self) -> Options {
        Options { zone: self.timezone, year: self.year, choices: self.choices.clone() }
    }
}

/// A choice that some format knows: one that none knows would change nothing.
fn choice(name: &str) -> Result<String, String> {
    let known = choices();
    if known.contains_key(name) {
        return Ok(name.to_owned());
    }
    let names = known.into_keys().collect::<Vec<_>>().join(", ");
    Err(format!("no format has that choice: there are {names}"))
}
