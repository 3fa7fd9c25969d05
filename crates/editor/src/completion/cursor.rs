//! The text before the cursor, in tokens.

use std::ops::Range;

use lurcher_syntax::{Token, TokenKind};

/// What stands before the cursor.
pub(super) struct Cursor<'a> {
    /// The text up to the cursor.
    pub text: &'a str,
    /// The tokens before the word that is being typed.
    pub tokens: Vec<Token>,
    /// The word that is being typed: the part that a completion replaces.
    pub word: Range<usize>,
    /// Whether that word is inside a string that nothing closes yet. Its opening quote belongs to the word.
    pub in_string: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let (mut tokens, diagnostics) = crate::tokens(text);
        let end = text.len();
        let in_string = tokens.last().is_some_and(|last| crate::ends_open(text, last, &diagnostics));
        let typing = tokens.last().is_some_and(|last| {
            last.span.end as usize == end && (in_string || matches!(last.kind, TokenKind::Word | TokenKind::Bool))
        });
        let word = if typing { tokens.pop().map_or(end..end, |t| t.span.range()) } else { end..end };
        let mut cursor = Self { text, tokens, word, in_string };
        cursor.join_dashes();
        cursor
    }

    /// `project-aw` is one word that is being typed, although the tokens of an unknown word end at its dash.
    fn join_dashes(&mut self) {
        while let [.., before, dash] = self.tokens.as_slice()
            && before.kind == TokenKind::Word
            && self.back(1) == "-"
            && dash.span.start == before.span.end
            && dash.span.end as usize == self.word.start
            && matches!(self.back(3), "|" | "(")
        {
            self.word.start = before.span.start as usize;
            self.tokens.truncate(self.tokens.len() - 2);
        }
    }

    /// The text of token `i`; nothing where there is none.
    pub(super) fn at(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| &self.text[t.span.range()])
    }

    /// The text of the token that is `back` tokens before the word that is being typed, 1 being the last one.
    pub(super) fn back(&self, back: usize) -> &'a str {
        self.tokens.len().checked_sub(back).map_or("", |i| self.at(i))
    }

    /// The kind of the last token.
    pub(super) fn last_kind(&self) -> Option<TokenKind> {
        self.tokens.last().map(|t| t.kind)
    }

    /// Where token `i` begins; the word that is being typed where there is none.
    pub(super) fn start(&self, i: usize) -> usize {
        self.tokens.get(i).map_or(self.word.start, |t| t.span.start as usize)
    }

    /// Where token `i` ends.
    pub(super) fn end(&self, i: usize) -> usize {
        self.tokens.get(i).map_or(self.word.start, |t| t.span.end as usize)
    }

    /// What is typed of the word so far, without a string's quote.
    pub(super) fn typed(&self) -> &'a str {
        let word = &self.text[self.word.clone()];
        if self.in_string { word.trim_start_matches(['@', 'h', 'H', '"', '\'']) } else { word }
    }
}
