//! Text that came from queries, files and data, made safe for whoever looks at it.

use std::borrow::Cow;

/// Control characters would break the lines and let data steer a terminal; marks of direction and characters that
/// nobody sees let a text look like another one, or hide a second one in it. They are Unicode's `Bidi_Control` and
/// `Default_Ignorable_Code_Point`.
///
/// The joiners U+200C and U+200D and the selectors U+FE0E and U+FE0F stay: scripts and emoji need them.
pub fn is_unshowable(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // Direction: marks, embeddings and overrides, isolates, and operators that nobody sees.
            '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            // Ends of lines.
            | '\u{2028}' | '\u{2029}'
            // No width: the soft hyphen, joiners, fillers, vowels and selectors of scripts, the byte order mark.
            | '\u{00ad}' | '\u{034f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
            // Shorthand, music, tags and further selectors.
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Appends the text with such characters as escapes (`\n`, `\u{1b}`).
pub fn write_visible(out: &mut String, text: &str) {
    for c in text.chars() {
        if is_unshowable(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
}

/// The text with such characters as escapes.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    write_visible(&mut out, text);
    out
}

/// The text with such characters as escapes, but line breaks.
pub fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// The text of several lines, perhaps coloured by us, with all else that steers a terminal as escapes: line breaks,
/// tabs and colours stay.
pub fn screened(text: &str) -> Cow<'_, str> {
    let stays = |c: char| matches!(c, '\n' | '\t') || !is_unshowable(c);
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let colour = colour_length(rest);
        if colour > 0 {
            out.push_str(&rest[..colour]);
            rest = &rest[colour..];
            continue;
        }
        if stays(c) {
            out.push(c)
        } else {
            out.extend(c.escape_default())
        }
        rest = &rest[c.len_utf8()..];
    }
    Cow::Owned(out)
}

/// The length of the escape sequence at the text's beginning that sets a colour or a weight; 0 where there is none.
/// Hidden text (8) is none.
fn colour_length(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("\u{1b}[") else { return 0 };
    let length = rest.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(rest.len());
    let hides = rest[..length].split(';').any(|number| number == "8");
    if rest[length..].starts_with('m') && !hides { 2 + length + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_colours_stay_on_a_screen() {
        let coloured = "\u{1b}[1;31merror\u{1b}[0m: a\n\tb\n";
        assert_eq!(screened(coloured), coloured);
        assert_eq!(
            screened("\u{1b}[2J\u{1b}]0;x\u{7}\r\u{1b}[8mx\u{202e}"),
            r"\u{1b}[2J\u{1b}]0;x\u{7}\r\u{1b}[8mx\u{202e}"
        );
        assert_eq!(screened("\u{1b}["), r"\u{1b}[");
    }

    #[test]
    fn what_unicode_calls_invisible_is_escaped() {
        let invisible = r"[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cc}]";
        let invisible = regex::Regex::new(invisible).unwrap();
        let kept = ['\u{200c}', '\u{200d}', '\u{fe0e}', '\u{fe0f}'];
        for c in ('\0'..=char::MAX).filter(|c| !kept.contains(c)) {
            assert_eq!(is_unshowable(c), invisible.is_match(c.encode_utf8(&mut [0; 4])), "U+{:04X}", c as u32);
        }
        assert!(!kept.into_iter().any(is_unshowable));
    }

    #[test]
    fn what_steers_or_hides_is_escaped() {
        assert_eq!(visible("a\tb\r\n\u{1b}[31m\u{9b}2J\u{7f}"), r"a\tb\r\n\u{1b}[31m\u{9b}2J\u{7f}");
        assert_eq!(visible("exe.\u{202e}gpj\u{2066}\u{200f}\u{61c}"), r"exe.\u{202e}gpj\u{2066}\u{200f}\u{61c}");
        assert_eq!(visible("a\u{200b}b\u{feff}\u{2028}\u{e0041}"), r"a\u{200b}b\u{feff}\u{2028}\u{e0041}");
        assert_eq!(visible("日本 é עברית \u{1f469}\u{200d}\u{1f4bb}"), "日本 é עברית \u{1f469}\u{200d}\u{1f4bb}");
    }
}
