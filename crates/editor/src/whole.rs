//! Whether a text can be run, or wants another line.

use lurcher_syntax::{Token, TokenKind};

/// Words after which something has to come.
const UNFINISHED: &[&str] = &[
    "and",
    "or",
    "by",
    "on",
    "with",
    "where",
    "extend",
    "project",
    "summarize",
    "let",
    "in",
    "in~",
    "!in",
    "!in~",
    "has",
    "!has",
    "contains",
    "!contains",
    "startswith",
    "endswith",
    "between",
    "!between",
    "has_any",
    "has_all",
    "join",
    "lookup",
    "order",
    "sort",
    "top",
    "mv-expand",
    "mv-apply",
    "make-series",
    "parse",
    "evaluate",
    "render",
    "distinct",
    "take",
    "limit",
    "invoke",
    "project-away",
    "project-keep",
    "project-rename",
    "project-reorder",
    "print",
    "range",
    "to",
    "from",
    "step",
    "of",
    "matches regex",
];

/// Whether the text needs no further line: no open bracket or string, no pipe, operator or `let` that waits for more.
pub fn is_whole(text: &str) -> bool {
    let (tokens, diagnostics) = crate::tokens(text);
    let Some(last) = tokens.last() else { return true };
    if crate::ends_open(text, last, &diagnostics) && is_multiline(&text[last.span.range()]) {
        return false;
    }
    depth(text, &tokens) <= 0 && !waits(text, &tokens)
}

/// Whether a string may go on in the next line.
fn is_multiline(string: &str) -> bool {
    let string = string.trim_start_matches(['h', 'H', '@']);
    string.starts_with("```") || string.starts_with("~~~")
}

/// How many brackets are open at the end.
fn depth(text: &str, tokens: &[Token]) -> i32 {
    let step = |token: &Token| match &text[token.span.range()] {
        "(" | "[" | "{" if token.kind == TokenKind::Symbol => 1,
        ")" | "]" | "}" if token.kind == TokenKind::Symbol => -1,
        _ => 0,
    };
    tokens.iter().map(step).sum()
}

/// Whether the last token, or the last statement, waits for more.
fn waits(text: &str, tokens: &[Token]) -> bool {
    let word = |token: &Token| &text[token.span.range()];
    let Some(last) = tokens.last() else { return false };
    match last.kind {
        TokenKind::Symbol => !matches!(word(last), ")" | "]" | "}" | ";" | "*"),
        TokenKind::Word => UNFINISHED.contains(&word(last)) || is_unfinished_let(text, tokens),
        _ => is_unfinished_let(text, tokens),
    }
}

/// `let x` without its value. A `let` that has one is whole: it stays for the session.
fn is_unfinished_let(text: &str, tokens: &[Token]) -> bool {
    let is = |token: &Token, symbol: &str| &text[token.span.range()] == symbol;
    let start = tokens.iter().rposition(|t| is(t, ";")).map_or(0, |i| i + 1);
    let statement = &tokens[start..];
    statement.first().is_some_and(|t| is(t, "let")) && !statement.iter().any(|t| is(t, "="))
}
