//! What Sentinel refuses in a rule's query.

use lurcher_diagnostics::SourceId;
use lurcher_syntax::{Token, TokenKind, tokenize};

use super::codes;
use super::lengths::characters;
use super::subject::Subject;
use crate::Place;

/// The longest query that a rule may have, in characters.
const LONGEST: usize = 10_000;

pub(super) fn check(subject: &mut Subject<'_>) {
    if !subject.is_rule() {
        return;
    }
    let text = &*subject.query.text;
    let length = characters(text.trim_end());
    if length > LONGEST {
        let message =
            format!("the query has {length} characters, more than the {LONGEST} that Sentinel takes in a rule");
        let help = "move parts of it into a saved function, and long lists into a watchlist";
        subject.error(Place::in_source(subject.query, 0..0), codes::QUERY_TOO_LONG, message, help);
    }
    let (tokens, _) = tokenize(text, SourceId::default());
    let tokens: Vec<Token> = tokens.into_iter().filter(|t| t.kind != TokenKind::Comment).collect();
    let word = |token: &Token| &text[token.span.range()];
    for (i, pair) in tokens.windows(2).enumerate() {
        let operator = word(&pair[0]);
        let before = i.checked_sub(1).map(|i| word(&tokens[i]));
        let begins = before.is_none_or(|before| matches!(before, "|" | "(" | "{" | ";" | "=" | ","));
        if matches!(operator, "search" | "union") && word(&pair[1]) == "*" && begins {
            let place = Place::in_source(subject.query, pair[0].span.range().start..pair[1].span.range().end);
            let message = format!("Sentinel takes no rule with '{operator} *'");
            let help = format!(
                "name the tables: '{operator} {}'",
                if operator == "union" { "T1, T2" } else { "in (T1, T2) …" }
            );
            subject.error(place, codes::ALL_TABLES, message, help);
        }
    }
}
