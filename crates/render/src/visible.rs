//! Text that came from data, made safe for whoever looks at it.

/// Control characters would break the lines and let data steer a terminal; marks of direction and characters without a width let a text look like another one.
///
/// The joiners U+200C and U+200D stay: scripts and emoji need them.
pub(crate) fn is_unshowable(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // Direction: marks, embeddings and overrides, isolates.
            '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // Ends of lines.
            | '\u{2028}' | '\u{2029}'
            // No width: the soft hyphen, spaces, the byte order mark, the tags of languages.
            | '\u{00ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Appends the text with such characters as escapes (`\n`, `\u{1b}`).
pub(crate) fn write_visible(out: &mut String, text: &str) {
    for c in text.chars() {
        if is_unshowable(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
}

/// The text with such characters as escapes.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    write_visible(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_or_hides_is_escaped() {
        assert_eq!(visible("a\tb\r\n\u{1b}[31m\u{9b}2J\u{7f}"), r"a\tb\r\n\u{1b}[31m\u{9b}2J\u{7f}");
        assert_eq!(visible("exe.\u{202e}gpj\u{2066}\u{200f}\u{61c}"), r"exe.\u{202e}gpj\u{2066}\u{200f}\u{61c}");
        assert_eq!(visible("a\u{200b}b\u{feff}\u{2028}\u{e0041}"), r"a\u{200b}b\u{feff}\u{2028}\u{e0041}");
        assert_eq!(visible("日本 é עברית \u{1f469}\u{200d}\u{1f4bb}"), "日本 é עברית \u{1f469}\u{200d}\u{1f4bb}");
    }
}
