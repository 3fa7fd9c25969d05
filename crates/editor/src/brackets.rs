//! Brackets that belong together.

use lurcher_syntax::TokenKind;

/// The place of the bracket that belongs to the one at byte `at`, if there is a bracket at `at` and it has a partner.
/// Brackets in strings and comments do not count.
pub fn matching_bracket(text: &str, at: usize) -> Option<usize> {
    let (tokens, _) = crate::tokens(text);
    let mut open = Vec::new();
    for token in tokens.iter().filter(|t| t.kind == TokenKind::Symbol) {
        let place = token.span.start as usize;
        match &text[token.span.range()] {
            bracket @ ("(" | "[" | "{") => open.push((bracket, place)),
            bracket @ (")" | "]" | "}") => {
                let (opener, partner) = open.pop()?;
                if closer(opener) != bracket {
                    return None;
                }
                if place == at {
                    return Some(partner);
                }
                if partner == at {
                    return Some(place);
                }
            }
            _ => {}
        }
    }
    None
}

/// What closes an opening bracket.
fn closer(opener: &str) -> &'static str {
    match opener {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}
