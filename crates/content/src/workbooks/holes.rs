//! Holes in a workbook's query, `{TimeRange}`, `{Types:label}`: texts that whoever looks at it chooses, and that nobody
//! knows here. Each gets a text with which the query can be read where it stands.
//! <https://learn.microsoft.com/azure/azure-monitor/visualize/workbooks-parameters>

use lurcher_diagnostics::{Source, SourceId};
use lurcher_syntax::{TokenKind, tokenize};

use crate::placeholders::replaced;

/// The query with something in each of its holes. Those in strings and comments are no mistakes where they are.
pub(super) fn filled(source: &Source) -> Source {
    let text = &*source.text;
    if !text.contains('{') {
        return source.clone();
    }
    let (tokens, _) = tokenize(text, SourceId::default());
    let in_quotes = |at: usize| {
        let token = tokens.partition_point(|token| token.span.range().start <= at).checked_sub(1).map(|i| &tokens[i]);
        token.is_some_and(|token| {
            matches!(token.kind, TokenKind::String | TokenKind::Comment) && token.span.range().contains(&at)
        })
    };
    let holes = text.match_indices('{').filter_map(|(start, _)| {
        let end = start + hole(&text[start..])?;
        (!in_quotes(start)).then(|| (start..end, filling(&text[..start], &text[start..end])))
    });
    replaced(source, holes)
}

/// The length of the hole that a text begins with: a name in braces, with how it is to be written behind a colon.
fn hole(text: &str) -> Option<usize> {
    let end = text.find('}')?;
    let (name, form) = text[1..end].split_once(':').unwrap_or((&text[1..end], ""));
    let is_word =
        |word: &str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '.' | '[' | ']'));
    (!name.is_empty() && !name.contains(char::is_whitespace) && is_word(name) && is_word(form)).then_some(end + 1)
}

/// A text that fits behind `before`.
fn filling(before: &str, hole: &str) -> String {
    let form = hole.trim_end_matches('}').split_once(':').map_or("", |(_, form)| form);
    let before = before.trim_end();
    let word = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
    match form.to_ascii_lowercase().as_str() {
        "grain" => return "1h".to_owned(),
        "start" | "end" | "startiso" | "endiso" | "startunixtime" => return "now()".to_owned(),
        "seconds" => return "1".to_owned(),
        _ => {}
    }
    match (before.chars().last(), word) {
        // A whole step, or the rest of a condition over a column of times.
        (Some('|'), _) => "where true".to_owned(),
        (_, "TimeGenerated" | "Timestamp" | "timestamp" | "StartTime") => "> ago(1d)".to_owned(),
        (_, "ago" | "step" | "bin_at") => "1d".to_owned(),
        (Some(c), "in" | "has_any" | "has_all") if c.is_alphanumeric() => "(dynamic([]))".to_owned(),
        (Some('\'' | '"'), _) => ", ''".to_owned(),
        _ => "dynamic(null)".to_owned(),
    }
}
