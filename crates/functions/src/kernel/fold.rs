//! Text without regard to case.
//!
//! A character folds to its one-character upper case. ASCII folds to ASCII only and nothing else does (`ı`, `ſ` and the
//! Kelvin sign stay what they are), so that ASCII text never needs a look at the tables.

use std::borrow::Cow;

/// What characters that differ only in case share.
#[inline]
pub fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_uppercase();
    }
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(folded), None) if !folded.is_ascii() => folded,
        _ => c,
    }
}

/// Replaces `out` by the folded text.
pub fn fold_into(text: &str, out: &mut String) {
    out.clear();
    if text.is_ascii() {
        out.push_str(text);
        out.make_ascii_uppercase();
    } else {
        out.extend(text.chars().map(fold_char));
    }
}

/// The folded text.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// The folded text, borrowed where it is what it was.
pub fn folded(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| fold_char(c) == c) { Cow::Borrowed(text) } else { Cow::Owned(fold(text)) }
}

/// Whether two texts differ in case only.
#[inline]
pub fn equal(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return a.eq_ignore_ascii_case(b);
    }
    a.chars().map(fold_char).eq(b.chars().map(fold_char))
}

/// Whether `text` begins with `prefix`.
pub fn starts_with(text: &str, prefix: &str) -> bool {
    if prefix.is_ascii() {
        return text.as_bytes().get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()));
    }
    let mut text = text.chars().map(fold_char);
    prefix.chars().map(fold_char).all(|c| text.next() == Some(c))
}

/// Whether `text` ends with `suffix`.
pub fn ends_with(text: &str, suffix: &str) -> bool {
    if suffix.is_ascii() {
        let at = text.len().checked_sub(suffix.len());
        return at.is_some_and(|at| text.as_bytes()[at..].eq_ignore_ascii_case(suffix.as_bytes()));
    }
    let mut text = text.chars().rev().map(fold_char);
    suffix.chars().rev().map(fold_char).all(|c| text.next() == Some(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers of the engine to `=~`.
    #[test]
    fn case_beyond_ascii() {
        assert!(equal("CAFÉ", "café"));
        assert!(equal("NAÏVETÉ", "naïveté"));
        assert!(equal("ПРИВЕТ", "привет"));
        assert!(!equal("cafe\u{301}", "café"));
        assert!(!equal("ＡＢＣ", "abc"));
    }

    #[test]
    fn ascii_stays_by_itself() {
        assert!(!equal("\u{212a}", "k"));
        assert!(!equal("ı", "i"));
        assert!(starts_with("Ünder", "ÜN"));
        assert!(ends_with("muß", "USS") == ends_with("muß", "uss"));
    }
}
