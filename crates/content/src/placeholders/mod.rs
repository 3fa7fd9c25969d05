//! Holes in a query that Sentinel fills in before it runs it: `{{StartTimeISO}}` and `{{EndTimeISO}}` with the ends of
//! the time range that was chosen, `{{Account_Name}}` with a part of the entity that is looked into.

mod error;

use std::ops::Range;
use std::sync::Arc;

use lurcher_diagnostics::{Origin, Source, SourceId};
use lurcher_symbols::values::datetime;
use lurcher_symbols::values::timespan::TICKS_PER_DAY;
use lurcher_syntax::{Token, TokenKind, tokenize};

use crate::Place;
use crate::checks::is_entity_type;
use crate::holes::{self, Filled};
pub use error::PlaceholderError;

/// A hole in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// What stands between the braces.
    pub name: Arc<str>,
    /// Where it stands, with the braces.
    range: Range<usize>,
    quotes: Quotes,
}

/// How the text around a placeholder quotes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// It stands in no string.
    None,
    /// In a string in which a backslash escapes.
    Escaping,
    /// In a string between `@` and a quote, which doubles in it.
    Verbatim(char),
    /// In a string of several lines, in which nothing is special.
    Raw,
}

/// What a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// When the chosen time begins.
    Start,
    /// When it ends.
    End,
    /// A part of an entity.
    Entity,
    /// Nothing that Sentinel fills in: the query may look for such a text.
    Unknown,
}

impl Placeholder {
    /// What it stands for.
    pub fn meaning(&self) -> Meaning {
        let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let entity = || self.name.split_once('_').is_some_and(|(ty, part)| is_entity_type(ty) && is_part(part));
        match &*self.name {
            "StartTimeISO" => Meaning::Start,
            "EndTimeISO" => Meaning::End,
            _ if entity() => Meaning::Entity,
            _ => Meaning::Unknown,
        }
    }

    /// The value as it has to be written here.
    fn written(&self, value: &str) -> String {
        match self.quotes {
            Quotes::None | Quotes::Raw => value.to_owned(),
            Quotes::Escaping => {
                let mut text = String::with_capacity(value.len());
                for c in value.chars() {
                    match c {
                        '\\' | '\'' | '"' => text.extend(['\\', c]),
                        '\n' => text.push_str("\\n"),
                        '\r' => text.push_str("\\r"),
                        _ => text.push(c),
                    }
                }
                text
            }
            Quotes::Verbatim(quote) => value.replace(quote, &format!("{quote}{quote}")),
        }
    }
}

/// The placeholders of a query, in their order. Those in comments are none.
pub fn placeholders(source: &Source) -> Vec<Placeholder> {
    let text = &*source.text;
    if !text.contains("{{") {
        return Vec::new();
    }
    let (tokens, _) = tokenize(text, SourceId::default());
    let found = text.match_indices("{{").filter_map(|(start, _)| {
        let name_start = start + 2;
        let length = text[name_start..].find(['{', '}', '\'', '"', '\n', '\r'])?;
        let name = &text[name_start..name_start + length];
        let end = name_start + length + 2;
        let is_name = !name.is_empty() && name.trim() == name && text[name_start + length..].starts_with("}}");
        let quotes = is_name.then(|| quotes(text, &tokens, start)).flatten()?;
        Some(Placeholder { name: name.into(), range: start..end, quotes })
    });
    found.collect()
}

/// How what stands at `at` is quoted; nothing where it stands in a comment.
fn quotes(text: &str, tokens: &[Token], at: usize) -> Option<Quotes> {
    let before = tokens.partition_point(|token| token.span.range().start <= at);
    let token = before.checked_sub(1).map(|i| &tokens[i]).filter(|token| token.span.range().contains(&at));
    match token.map(|token| (token.kind, &text[token.span.range()])) {
        Some((TokenKind::Comment, _)) => None,
        Some((TokenKind::String, string)) => Some(quotes_of(string)),
        _ => Some(Quotes::None),
    }
}

/// How a string quotes: by what stands before its first quote, which may have an `h` for hidden strings in front.
fn quotes_of(string: &str) -> Quotes {
    let string = string.strip_prefix(['h', 'H']).unwrap_or(string);
    match string.strip_prefix('@') {
        Some(rest) => Quotes::Verbatim(rest.chars().next().unwrap_or('"')),
        None if string.starts_with(['"', '\'']) => Quotes::Escaping,
        None => Quotes::Raw,
    }
}

/// The query with a value for each placeholder that `value` knows. Places in it are those of the query as it is
/// written.
///
/// # Errors
/// A placeholder without a value that is for a part of an entity, or that stands in no string: there it cannot be meant
/// as it is written.
pub fn fill(source: &Source, value: impl Fn(&Placeholder) -> Option<String>) -> Result<Source, PlaceholderError> {
    let mut values = Vec::new();
    for placeholder in placeholders(source) {
        match value(&placeholder) {
            Some(value) => values.push((placeholder.range.clone(), placeholder.written(&value))),
            None if placeholder.meaning() == Meaning::Entity || placeholder.quotes == Quotes::None => {
                let place = Place::in_source(source, placeholder.range);
                return Err(PlaceholderError { place, name: placeholder.name });
            }
            None => {}
        }
    }
    Ok(replaced(source, values))
}

/// The query with other texts in the place of parts of it, which come in their order. Places in it are those of the
/// query as it is written.
pub(crate) fn replaced(source: &Source, values: impl IntoIterator<Item = (Range<usize>, String)>) -> Source {
    let mut text = String::with_capacity(source.text.len());
    let mut map = vec![(0, position(source, 0))];
    let mut done = 0;
    for (Range { start, end }, value) in values {
        text.push_str(&source.text[done..start]);
        map.extend(breaks(source, done, start, text.len() - (start - done)));
        map.push((text.len() as u32, position(source, start)));
        text.push_str(&value);
        map.push((text.len() as u32, position(source, end)));
        done = end;
    }
    map.extend(breaks(source, done, source.text.len(), text.len()));
    text.push_str(&source.text[done..]);
    let file = source.origin.as_ref().map_or(&source.text, |origin| &origin.text);
    let origin = Origin { text: Arc::clone(file), map };
    Source { name: Arc::clone(&source.name), text: text.into(), origin: Some(origin) }
}

/// Where in the file the byte at `at` of the query stands.
fn position(source: &Source, at: usize) -> u32 {
    let offset = at as u32;
    let Some(origin) = &source.origin else { return offset };
    let next = origin.map.partition_point(|(from, _)| *from <= offset);
    next.checked_sub(1).map_or(0, |i| origin.map[i].1 + (offset - origin.map[i].0))
}

/// The pairs of the query's own map between two offsets, of which the first comes to stand at `moved`.
fn breaks(source: &Source, start: usize, end: usize, moved: usize) -> Vec<(u32, u32)> {
    let Some(origin) = &source.origin else { return Vec::new() };
    let inside =
        origin.map.iter().filter(|(from, _)| (start..end).contains(&(*from as usize)) && *from as usize > start);
    inside.map(|(from, to)| ((*from as usize - start + moved) as u32, *to)).collect()
}

/// The query with the ends of a time range, in ticks, for the placeholders that Sentinel fills in with them.
pub fn fill_times(source: &Source, range: &Range<i64>) -> Source {
    let written = |placeholder: Placeholder| {
        let value = match placeholder.meaning() {
            Meaning::Start => datetime::format(range.start),
            Meaning::End => datetime::format(range.end),
            Meaning::Entity | Meaning::Unknown => return None,
        };
        Some((placeholder.range.clone(), placeholder.written(&value)))
    };
    replaced(source, placeholders(source).into_iter().filter_map(written))
}

/// The query as it is looked at without running it: placeholders for times have some, all others are holes.
pub fn fill_to_check(source: &Source) -> Filled {
    // Any times do: nothing is read.
    let timed = fill_times(source, &(0..TICKS_PER_DAY));
    let holes = placeholders(&timed).into_iter().map(|placeholder| placeholder.range).collect();
    holes::filled(&timed, holes)
}

#[cfg(test)]
mod tests;
