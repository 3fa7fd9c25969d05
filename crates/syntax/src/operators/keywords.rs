//! The words that operators begin with, and what is said of a word that is none of them.

use lurcher_diagnostics::{Diagnostic, Span};

use crate::codes;
use crate::lexer::TokenKind;
use crate::parser::{Fault, In, is_plain};

/// Every word that begins an operator, old spellings included.
pub const KEYWORDS: &[&str] = &[
    "as",
    "assert-schema",
    "consume",
    "count",
    "distinct",
    "evaluate",
    "extend",
    "facet",
    "find",
    "fork",
    "getschema",
    "graph-mark-components",
    "graph-match",
    "graph-shortest-paths",
    "graph-to-table",
    "invoke",
    "join",
    "lookup",
    "macro-expand",
    "make-graph",
    "make-series",
    "mv-apply",
    "mvapply",
    "mv-expand",
    "mvexpand",
    "parse",
    "parse-where",
    "parse-kv",
    "partition",
    "print",
    "project",
    "project-away",
    "project-by-names",
    "project-keep",
    "project-rename",
    "project-reorder",
    "range",
    "reduce",
    "render",
    "sample",
    "sample-distinct",
    "scan",
    "search",
    "serialize",
    "sort",
    "order",
    "summarize",
    "take",
    "limit",
    "top",
    "top-hitters",
    "top-nested",
    "union",
    "where",
    "filter",
];

/// Operators of the language that this parser does not read.
const UNSUPPORTED: &[&str] = &["__executeAndCache", "__partitionby", "graph", "graph-where-edges", "graph-where-nodes"];

/// Whether an operator begins with this word.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word) || UNSUPPORTED.contains(&word)
}

/// `| count()`: the function where the operator was meant.
pub(super) fn called(i: In<'_>) -> Fault<'_> {
    let diagnostic = Diagnostic::error(codes::OPERATOR_EXPECTED, i.first().span, "Query operator expected.");
    Fault::other(i, diagnostic.with_help("the operator is written without parentheses: `| count`"))
}

/// `project-awy`: an operator's word, a dash and more, which is no operator.
pub(super) fn misspelt(i: In<'_>) -> Option<Fault<'_>> {
    let (word, dash, rest) = (i.first(), i.nth(1), i.nth(2));
    let joined =
        word.touches(&dash) && dash.is_symbol("-") && dash.touches(&rest) && rest.kind == Some(TokenKind::Word);
    joined.then(|| {
        let span = i.span_to(i.skip(3));
        no_operator(i, &i.shared().text[span.range()], span)
    })
}

fn no_operator<'a>(i: In<'a>, word: &str, span: Span) -> Fault<'a> {
    let diagnostic = Diagnostic::error(codes::OPERATOR_EXPECTED, span, "Query operator expected.");
    let nearest = crate::nearest(word, KEYWORDS.iter().copied());
    Fault::other(i, diagnostic.with_label("this is no query operator").with_suggestion(nearest))
}

/// A word that begins no operator, or none that is implemented.
pub(super) fn unknown(i: In<'_>) -> Fault<'_> {
    let word = i.first();
    if UNSUPPORTED.contains(&word.text) && (!is_plain(word.text) || i.nth(1).kind == Some(TokenKind::Word)) {
        let message = format!("The operator '{}' is not implemented.", word.text);
        return Fault::other(i, Diagnostic::error(codes::UNSUPPORTED_OPERATOR, word.span, message));
    }
    no_operator(i, word.text, word.span)
}
