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
        (!in_quotes(start)).then(|| (start..end, filling(&text[..start], &text[start..end], &text[end..])))
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

/// Words behind which a condition stands, a number, and a text.
const BEFORE_CONDITION: [&str; 5] = ["where", "filter", "and", "or", "not"];
const BEFORE_NUMBER: [&str; 4] = ["take", "limit", "top", "sample"];
const BEFORE_TEXT: [&str; 8] =
    ["has", "contains", "startswith", "endswith", "hasprefix", "hassuffix", "regex", "contains_cs"];
const BEFORE_LIST: [&str; 4] = ["in", "has_any", "has_all", "in~"];

/// Functions whose arguments are spans of time.
const OF_SPANS: [&str; 4] = ["ago", "bin", "bin_at", "floor"];

/// A text that fits between `before` and `after`.
fn filling(before: &str, hole: &str, after: &str) -> String {
    let form = hole.trim_end_matches('}').split_once(':').map_or("", |(_, form)| form);
    // `{Count}{Unit}` and `{Days}d` are numbers with units.
    if before.ends_with('}') {
        return String::new();
    }
    if after.starts_with('{') {
        return "1h".to_owned();
    }
    if after.starts_with(|c: char| c.is_alphanumeric()) {
        return "1".to_owned();
    }
    match form.to_ascii_lowercase().as_str() {
        "grain" => return "1h".to_owned(),
        "start" | "end" | "startiso" | "endiso" => return "now()".to_owned(),
        "seconds" => return "1".to_owned(),
        _ => {}
    }
    let before = before.trim_end();
    let word = last_word(before);
    let is_of_spans = || caller(before).is_some_and(|name| OF_SPANS.contains(&name));
    match before.chars().last() {
        Some('|') => "where true".to_owned(),
        Some('\'' | '"') => ", ''".to_owned(),
        Some('(' | ',') if is_of_spans() => "1h".to_owned(),
        _ if word.is_empty() => "dynamic(null)".to_owned(),
        _ if BEFORE_CONDITION.contains(&word) => "true".to_owned(),
        _ if BEFORE_NUMBER.contains(&word) => "1".to_owned(),
        _ if BEFORE_TEXT.contains(&word) => "''".to_owned(),
        _ if BEFORE_LIST.contains(&word) => "(dynamic([]))".to_owned(),
        _ if word == "step" => "1h".to_owned(),
        // The rest of a condition, of which the column is what is certain: `where TimeGenerated {TimeRange}`.
        _ => format!("== {word}"),
    }
}

/// The name or path that a text ends with.
fn last_word(text: &str) -> &str {
    let start = text
        .rfind(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')))
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    &text[start..]
}

/// The function in whose arguments a text ends.
fn caller(text: &str) -> Option<&str> {
    let mut depth = 0;
    let open = text.rfind(|c: char| {
        match c {
            ')' => depth += 1,
            '(' if depth == 0 => return true,
            '(' => depth -= 1,
            _ => {}
        }
        false
    })?;
    Some(last_word(text[..open].trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_gets_what_fits() {
        for (text, expected) in [
            ("T | where TimeGenerated {Time} | take {N}", "T | where TimeGenerated == TimeGenerated | take 1"),
            ("T | where Status.code {S:value}", "T | where Status.code == Status.code"),
            ("T | where a > ago({Days}d) and b > ago({X})", "T | where a > ago(1d) and b > ago(1h)"),
            ("T | summarize count() by bin(t, {N}{Unit}), x", "T | summarize count() by bin(t, 1h), x"),
            ("T | summarize count() by bin(f(t), {G})", "T | summarize count() by bin(f(t), 1h)"),
            ("T | where a in ({X}) or a in {Y}", "T | where a in (dynamic(null)) or a in (dynamic([]))"),
            ("T | where a in ('' {X})", "T | where a in ('' , '')"),
            ("T | where {Filter} and a == {V} | {Step}", "T | where true and a == dynamic(null) | where true"),
            ("T | where a has '{X}' // {Y}", "T | where a has '{X}' // {Y}"),
            ("let f = (x:long) { x }; print dynamic({'a': 1})", "let f = (x:long) { x }; print dynamic({'a': 1})"),
            ("T | where t between ({Time:start} .. {Time:end})", "T | where t between (now() .. now())"),
        ] {
            assert_eq!(&*filled(&Source::new("w", text)).text, expected, "{text}");
        }
    }
}
