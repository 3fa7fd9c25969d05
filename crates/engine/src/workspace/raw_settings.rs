//! `raw`: the logs of a workspace that are read where they lie.

use std::path::PathBuf;

use lurcher_sources::{Options, by_name, choices};
use toml::Spanned;
use toml::de::DeValue;

use super::settings::{Reader, entries, nearest};
use crate::tables::DataError;

/// Logs that are read where they lie: a string, or a table where more is to be said than the path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawSettings {
    /// `path`: a file, a folder or an archive, relative to the workspace.
    pub path: PathBuf,
    /// `as`: the format of all of it. Otherwise each content tells.
    pub format: Option<String>,
    /// `timezone`, `year`, `choose`: as the options of `lurcher ingest`.
    pub options: Options,
}

impl RawSettings {
    /// Reads the value of `raw`.
    pub(super) fn read(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>) -> Result<Vec<Self>, DataError> {
        let expected = "an array of strings or tables";
        let items = value.get_ref().as_array().ok_or_else(|| reader.wrong_type("raw", value, expected))?;
        items.iter().map(|item| Self::read_item(reader, item)).collect()
    }

    fn read_item(reader: &Reader<'_>, item: &Spanned<DeValue<'_>>) -> Result<Self, DataError> {
        if let Some(path) = item.get_ref().as_str() {
            return Ok(Self { path: path.into(), ..Self::default() });
        }
        let Some(table) = item.get_ref().as_table() else {
            return Err(reader.wrong_type("raw", item, "strings and tables in its array"));
        };
        let mut settings = Self::default();
        for (key, at, value) in entries(table) {
            match key {
                "path" => settings.path = reader.string(key, value)?.into(),
                "as" => settings.format = Some(format(reader, value)?),
                "timezone" => {
                    let zone = reader.string(key, value)?.parse();
                    settings.options.zone = Some(zone.map_err(|message| reader.error(value.span(), message))?);
                }
                "year" => settings.options.year = Some(year(reader, value)?),
                "choose" => settings.options.choices = chosen(reader, value)?,
                _ => return Err(reader.unknown_key(key, at, &["path", "as", "timezone", "year", "choose"])),
            }
        }
        if settings.path.as_os_str().is_empty() {
            return Err(reader.error(item.span(), "'raw' names no path here".to_owned()));
        }
        Ok(settings)
    }
}

fn format(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>) -> Result<String, DataError> {
    let name = reader.string("as", value)?;
    if by_name(name).is_some() {
        return Ok(name.to_owned());
    }
    let names: Vec<&str> = lurcher_sources::all().iter().map(|format| format.name()).collect();
    let error = reader.error(value.span(), format!("there is no format '{name}'"));
    Err(error.with_help(nearest(name, &names).unwrap_or_else(|| format!("the formats are {}", names.join(", ")))))
}

fn year(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>) -> Result<i32, DataError> {
    let DeValue::Integer(year) = value.get_ref() else {
        return Err(reader.wrong_type("year", value, "a number"));
    };
    let year = i32::from_str_radix(year.as_str(), year.radix()).ok().filter(|year| (1970..=9999).contains(year));
    year.ok_or_else(|| reader.error(value.span(), "a year is from 1970 to 9999".to_owned()))
}

fn chosen(reader: &Reader<'_>, value: &Spanned<DeValue<'_>>) -> Result<Vec<String>, DataError> {
    let items = value.get_ref().as_array().ok_or_else(|| reader.wrong_type("choose", value, "an array of strings"))?;
    let known: Vec<&str> = choices().into_keys().collect();
    let choice = |item: &Spanned<DeValue<'_>>| {
        let name = reader.string("choose", item)?;
        if known.contains(&name) {
            return Ok(name.to_owned());
        }
        let error = reader.error(item.span(), format!("no format has the choice '{name}'"));
        Err(error.with_help(nearest(name, &known).unwrap_or_else(|| format!("the choices are {}", known.join(", ")))))
    };
    items.iter().map(choice).collect()
}
