//! Text → tokens. Every byte of the text but white space belongs to a token, comments and mistakes included.

mod scan;
mod words;

use lurcher_diagnostics::{Diagnostic, Diagnostics, SourceId, Span};

use crate::codes;
use scan::Flaw;
pub(crate) use scan::escape;
pub(crate) use words::is_typed;

/// How many mistakes of one text are reported: a text with more is no query.
pub(crate) const MAX_DIAGNOSTICS: usize = 100;

/// A piece of query text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

/// What a piece of text is, as far as one can tell without its neighbours: whether a word is a keyword depends on where
/// it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A name or a keyword; `project-away`, `!has`, `in~` and `matches regex` are one word each.
    Word,
    /// A string of any form, quotes and prefix included.
    String,
    /// `5`, `0x1F`
    Long,
    /// `1.5`, `1e10`
    Real,
    /// `1d`, `2.5min`
    TimeSpan,
    /// `true`, `False`
    Bool,
    /// A literal that names its type: `datetime(2020-01-01)`, `int(null)`.
    Typed,
    /// A guid without `guid(…)`, which the grammar refuses.
    Guid,
    /// Punctuation and operators.
    Symbol,
    /// `// …`
    Comment,
    /// `#…`, a client's directive.
    Directive,
    /// No token of KQL; reported.
    Unknown,
}

/// Splits a text into tokens. Unterminated strings, bad escapes and characters that no token begins with are reported.
pub fn tokenize(text: &str, source: SourceId) -> (Vec<Token>, Diagnostics) {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut diagnostics = Diagnostics::new();
    let mut rest = scan::skip_space(text);
    while !rest.is_empty() {
        let start = text.len() - rest.len();
        let scanned = scan::token(rest);
        let span = Span::new(source, start, start + scanned.len);
        if let Some(flaw) = scanned.flaw
            && diagnostics.len() < MAX_DIAGNOSTICS
        {
            diagnostics.push(flaw_diagnostic(flaw, &text[span.range()], span));
        }
        tokens.push(Token { kind: scanned.kind, span });
        rest = scan::skip_space(&rest[scanned.len..]);
    }
    (tokens, diagnostics)
}

fn flaw_diagnostic(flaw: Flaw, text: &str, span: Span) -> Diagnostic {
    match flaw {
        Flaw::Unclosed(closer) => Diagnostic::error(codes::NOT_CLOSED, span, format!("Missing: {closer}"))
            .with_label(format!("nothing closes it: {closer} is missing")),
        Flaw::Unexpected => Diagnostic::error(codes::UNEXPECTED, span, format!("Unexpected: {text}")),
        Flaw::Escape { at, len } => {
            let start = span.start as usize + at;
            let escape = &text[at..at + len];
            Diagnostic::error(
                codes::UNEXPECTED,
                Span::new(span.source, start, start + len),
                format!("Unexpected: {escape}"),
            )
            .with_label("this is no escape sequence")
            .with_help("write a backslash as \\\\, or put @ before the string to take it as it is")
        }
    }
}
