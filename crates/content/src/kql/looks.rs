//! Whether a text of unknown kind is KQL.

use lurcher_diagnostics::SourceId;
use lurcher_syntax::{TokenKind, tokenize};

/// A larger text is data: the longest query that Sentinel takes has 10,000 characters, a parser a few times as many.
const LARGEST: usize = 1 << 20;

/// The operators that nearly every query has one of.
const OPERATORS: [&str; 14] = [
    "where",
    "filter",
    "extend",
    "project",
    "project-away",
    "project-rename",
    "summarize",
    "distinct",
    "join",
    "lookup",
    "take",
    "limit",
    "parse",
    "mv-expand",
];

/// Whether a text has a pipe with an operator behind it, or begins with `let NAME =`.
pub(crate) fn looks_like_kql(text: &str) -> bool {
    if text.len() > LARGEST || !(text.contains('|') || text.contains("let ")) {
        return false;
    }
    let (tokens, _) = tokenize(text, SourceId::default());
    let code = || tokens.iter().filter(|t| t.kind != TokenKind::Comment).map(|t| &text[t.span.range()]);
    let piped = code().zip(code().skip(1)).any(|(pipe, word)| pipe == "|" && OPERATORS.contains(&word));
    let mut head = code();
    piped || (head.next() == Some("let") && head.nth(1) == Some("="))
}

#[cfg(test)]
mod tests {
    use super::looks_like_kql;

    #[test]
    fn queries_and_other_texts() {
        for text in ["T\n| where a == 1", "// what\nlet x = 1; print x", "T|summarize count()"] {
            assert!(looks_like_kql(text), "{text}");
        }
        for text in ["requests==2.1\nnumpy", "Read me | first", "let it be", "", "| a | b |\n|---|---|", "1.2.3.4\n"] {
            assert!(!looks_like_kql(text), "{text}");
        }
    }
}
