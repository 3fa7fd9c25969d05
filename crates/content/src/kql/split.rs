//! Several queries in one file, parted by blank lines as the editors of Log Analytics and Azure Data Explorer part them.
//! Unlike there, a blank line parts nothing where a query plainly goes on behind it.

use std::sync::Arc;

use lurcher_diagnostics::{Origin, Source, SourceId};
use lurcher_syntax::{Token, TokenKind, parse, tokenize};

/// A query of a file, and the line on which it begins.
pub(super) struct Part {
    pub(super) query: Source,
    pub(super) line: usize,
}

/// Statements that declare something and give no rows.
const DECLARING: [&str; 5] = ["let", "set", "declare", "alias", "restrict"];

/// Words in front of which a query goes on, and behind which it does.
const CONTINUING: [&str; 9] = ["and", "or", "on", "by", "with", "kind", "in", "has", "between"];
/// Words in front of which a query goes on, and behind which it may end.
const ENDING: [&str; 2] = ["asc", "desc"];
/// Words behind which a query goes on.
const UNFINISHED: [&str; 11] =
    ["where", "extend", "project", "summarize", "union", "join", "lookup", "parse", "invoke", "evaluate", "not"];

/// The queries of a file. A text that can be read as it is, is one.
pub(super) fn queries(source: &Source) -> Vec<Part> {
    let text = &source.text;
    let whole = || vec![Part { query: source.clone(), line: 1 }];
    if !has_blank_line(text) || !parse(text, SourceId::default()).diagnostics.has_errors() {
        return whole();
    }
    let parts = parts(text);
    if parts.len() < 2 {
        return whole();
    }
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    let part = |Range { start, code, end }| Part { query: cut(source, start, end), line: line(code) };
    parts.into_iter().map(part).collect()
}

/// A part of a text: its comments begin at `start`, its code at `code`.
#[derive(Debug, PartialEq, Eq)]
struct Range {
    start: usize,
    code: usize,
    end: usize,
}

/// A piece of a file's text that knows its place.
fn cut(source: &Source, start: usize, end: usize) -> Source {
    let text: Arc<str> = source.text[start..end].into();
    let origin = Origin { text: Arc::clone(&source.text), map: vec![(0, start as u32)] };
    Source { name: Arc::clone(&source.name), text, origin: Some(origin) }
}

fn parts(text: &str) -> Vec<Range> {
    let (tokens, _) = tokenize(text, SourceId::default());
    let code: Vec<&Token> = tokens.iter().filter(|t| t.kind != TokenKind::Comment).collect();
    let Some(first) = code.first() else { return Vec::new() };
    let mut parts = vec![Range { start: 0, code: first.span.range().start, end: text.len() }];
    let mut state = State::default();
    for pair in code.windows(2) {
        let (before, after) = (pair[0].span.range(), pair[1].span.range());
        state.read(pair[0], &text[before.clone()]);
        let Some(blank) = blank_line(text, before.end, after.start) else { continue };
        if state.is_whole(pair[0], &text[before]) && !goes_on(pair[1], &text[after.clone()]) {
            let start = blank + text[blank..].len() - text[blank..].trim_start().len();
            if let Some(last) = parts.last_mut() {
                last.end = blank;
            }
            parts.push(Range { start, code: after.start, end: text.len() });
            state = State::default();
        }
    }
    parts
}

/// What has been read of a query.
#[derive(Default)]
struct State {
    /// Brackets that are open.
    depth: usize,
    /// Whether a statement has begun.
    in_statement: bool,
    /// Whether one of them gives rows.
    gives_rows: bool,
}

impl State {
    fn read(&mut self, token: &Token, word: &str) {
        match word {
            "(" | "[" | "{" => self.depth += 1,
            ")" | "]" | "}" => self.depth = self.depth.saturating_sub(1),
            ";" if self.depth == 0 => {
                self.in_statement = false;
                return;
            }
            _ => {}
        }
        if !std::mem::replace(&mut self.in_statement, true) {
            self.gives_rows |= token.kind != TokenKind::Word || !DECLARING.contains(&word);
        }
    }

    /// Whether a query may end behind this token.
    fn is_whole(&self, token: &Token, word: &str) -> bool {
        let ends = match token.kind {
            TokenKind::Symbol => matches!(word, ")" | "]" | "}" | "*" | ";"),
            TokenKind::Word => !CONTINUING.contains(&word) && !UNFINISHED.contains(&word),
            _ => true,
        };
        self.depth == 0 && self.gives_rows && ends
    }
}

/// Whether a token begins nothing, but goes on with what stands before it.
fn goes_on(token: &Token, word: &str) -> bool {
    match token.kind {
        TokenKind::Symbol => !matches!(word, "(" | "[" | "."),
        TokenKind::Word => CONTINUING.contains(&word) || ENDING.contains(&word),
        _ => false,
    }
}

fn has_blank_line(text: &str) -> bool {
    blank_line(text, 0, text.len()).is_some()
}

/// Where the line ends behind which the first blank line between two offsets stands.
fn blank_line(text: &str, start: usize, end: usize) -> Option<usize> {
    let mut line_end = None;
    for (at, line) in lines(&text[start..end]) {
        match line_end {
            Some(ended) if line.trim().is_empty() && line.ends_with('\n') => return Some(start + ended),
            _ => line_end = Some(at + line.len()),
        }
    }
    None
}

/// The lines of a text with their line breaks, and where they begin.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let begin = *at;
        *at += line.len();
        Some((begin, line))
    })
}

#[cfg(test)]
mod tests {
    use lurcher_diagnostics::Span;

    use super::*;

    fn split(text: &str) -> Vec<String> {
        queries(&Source::new("q.kql", text)).iter().map(|part| part.query.text.trim().to_owned()).collect()
    }

    #[test]
    fn blank_lines_part_queries() {
        assert_eq!(split("T\n| take 1\n\nU\n| take 2\n"), ["T\n| take 1", "U\n| take 2"]);
        assert_eq!(split("T | take 1;\n\nlet x = 1;\n\nU | take x\n"), ["T | take 1;\n\nlet x = 1;\n\nU | take x"]);
        assert_eq!(split("T | count\r\n\r\nlet x = 1;\r\nU\r\n| take x"), ["T | count", "let x = 1;\r\nU\r\n| take x"]);
    }

    #[test]
    fn one_query_stays_one() {
        for text in [
            "let x = 1;\n\nT | take x",
            "T\n\n| take 1\n\n| where a ==\n\n1",
            "T | where a in (\n1,\n\n2",
            "T | where (a\n\n== 1)) | take",
            "T | where a = =\n\n| take 1",
            "",
            "// only a comment\n\n// and another",
        ] {
            assert_eq!(split(text).len(), 1, "{text:?}");
        }
    }

    #[test]
    fn comments_stay_with_their_query() {
        let text = "// A\n\n// of T\nT | take 1\n// last of T\n\n// of U\n\nU | take 2";
        assert_eq!(split(text), ["// A\n\n// of T\nT | take 1\n// last of T", "// of U\n\nU | take 2"]);
    }

    #[test]
    fn a_mistake_costs_one_query_only() {
        assert_eq!(split("T | where ((\n\nU | take 1"), ["T | where ((\n\nU | take 1"]);
        assert_eq!(
            split("T | where a b c\n\nU | take 1\n\nlet y = 1;\nV | take y"),
            ["T | where a b c", "U | take 1", "let y = 1;\nV | take y"]
        );
    }

    #[test]
    fn a_part_knows_its_place() {
        let parts = queries(&Source::new("q.kql", "T | take 1\n\n// U\nU | take 2"));
        assert_eq!(parts[1].line, 4);
        let at = parts[1].query.text.find("take").unwrap();
        assert_eq!(parts[1].query.position(Span::new(Default::default(), at, at + 4)).to_string(), "q.kql:4:5");
    }
}
