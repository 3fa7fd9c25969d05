//! The stream of tokens that the parsers read.

use std::cell::{Cell, RefCell};

use lurcher_diagnostics::{Diagnostic, Diagnostics, SourceId, Span};
use nom::{Input, Needed};

use super::fault::{Fault, PResult};
use crate::lexer::{MAX_DIAGNOSTICS, TokenKind};

/// How deep brackets may nest. Whatever walks the tree later relies on it: the stack that a walk takes is bounded.
pub(crate) const MAX_DEPTH: u32 = 200;

/// A token with its text. The end of the text is a token too.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lexeme<'a> {
    /// `None` at the end of the text.
    pub kind: Option<TokenKind>,
    pub text: &'a str,
    pub span: Span,
}

impl Lexeme<'_> {
    pub fn is_word(&self, text: &str) -> bool {
        self.kind == Some(TokenKind::Word) && self.text == text
    }

    pub fn is_symbol(&self, text: &str) -> bool {
        self.kind == Some(TokenKind::Symbol) && self.text == text
    }

    pub fn is_end(&self) -> bool {
        self.kind.is_none()
    }

    /// Whether `next` follows without white space.
    pub fn touches(&self, next: &Lexeme<'_>) -> bool {
        self.span.end == next.span.start
    }
}

/// What all parsers of one text share.
pub(crate) struct Shared<'a> {
    pub text: &'a str,
    pub source: SourceId,
    diagnostics: RefCell<Diagnostics>,
    depth: Cell<u32>,
}

impl<'a> Shared<'a> {
    pub fn new(text: &'a str, source: SourceId, diagnostics: Diagnostics) -> Self {
        Self { text, source, diagnostics: RefCell::new(diagnostics), depth: Cell::new(0) }
    }

    pub fn into_diagnostics(self) -> Diagnostics {
        self.diagnostics.into_inner()
    }
}

/// The tokens that are still to be read; never empty, the last one is the end of the text.
#[derive(Clone, Copy)]
pub(crate) struct In<'a> {
    tokens: &'a [Lexeme<'a>],
    shared: &'a Shared<'a>,
}

impl<'a> In<'a> {
    pub fn new(tokens: &'a [Lexeme<'a>], shared: &'a Shared<'a>) -> Self {
        Self { tokens, shared }
    }

    pub fn shared(&self) -> &'a Shared<'a> {
        self.shared
    }

    /// The next token.
    pub fn first(&self) -> Lexeme<'a> {
        self.nth(0)
    }

    /// The token after `n` others; the end of the text again and again.
    pub fn nth(&self, n: usize) -> Lexeme<'a> {
        self.tokens[n.min(self.tokens.len() - 1)]
    }

    /// The stream without its first `n` tokens; the end is never taken away.
    pub fn skip(&self, n: usize) -> In<'a> {
        In { tokens: &self.tokens[n.min(self.tokens.len() - 1)..], ..*self }
    }

    pub fn at_word(&self, text: &str) -> bool {
        self.first().is_word(text)
    }

    pub fn at_symbol(&self, text: &str) -> bool {
        self.first().is_symbol(text)
    }

    /// Whether the next token ends every list: a closing bracket, a bar, a semicolon or the end.
    pub fn at_list_end(&self) -> bool {
        let next = self.first();
        next.is_end() || (next.kind == Some(TokenKind::Symbol) && matches!(next.text, ")" | "]" | "}" | "|" | ";"))
    }

    /// How many tokens lie between here and `later`.
    pub fn distance(&self, later: In<'a>) -> usize {
        self.tokens.len() - later.tokens.len()
    }

    /// From the next token's beginning to the end of the last token before `later`.
    pub fn span_to(&self, later: In<'a>) -> Span {
        let start = self.first().span;
        match self.distance(later) {
            0 => Span { end: start.start, ..start },
            n => start.to(self.tokens[n - 1].span),
        }
    }

    pub fn report(&self, diagnostic: Diagnostic) {
        let mut diagnostics = self.shared.diagnostics.borrow_mut();
        if diagnostics.len() < MAX_DIAGNOSTICS {
            diagnostics.push(diagnostic);
        }
    }

    pub fn report_fault(&self, fault: Fault<'a>) {
        // Saying where it is takes a look at the whole text.
        if self.shared.diagnostics.borrow().len() < MAX_DIAGNOSTICS {
            self.report(fault.diagnostic(self.shared.text));
        }
    }

    /// Runs `parser` one bracket deeper.
    pub fn nested<T>(self, parser: impl FnOnce(In<'a>) -> PResult<'a, T>) -> PResult<'a, T> {
        let depth = &self.shared.depth;
        if depth.get() >= MAX_DEPTH {
            return Err(nom::Err::Failure(Fault::too_deep(self)));
        }
        depth.set(depth.get() + 1);
        let result = parser(self);
        depth.set(depth.get() - 1);
        result
    }
}

impl<'a> Input for In<'a> {
    type Item = Lexeme<'a>;
    type Iter = std::iter::Copied<std::slice::Iter<'a, Lexeme<'a>>>;
    type IterIndices = std::iter::Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        self.tokens.len() - 1
    }

    fn take(&self, index: usize) -> Self {
        In { tokens: &self.tokens[..index], ..*self }
    }

    fn take_from(&self, index: usize) -> Self {
        self.skip(index)
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.iter_elements().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.tokens[..self.tokens.len() - 1].iter().copied()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.input_len() { Ok(count) } else { Err(Needed::new(count - self.input_len())) }
    }
}
