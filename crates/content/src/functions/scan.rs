//! Just enough of KQL's lexical grammar to find where a bracket closes and a list item ends.

/// The offset after the string, comment or character that starts at `at`. A string that is not closed ends with its
/// line.
fn step(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    match rest {
        [b'/', b'/', ..] => at + rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len()),
        [b'`', b'`', b'`', ..] => at + fenced(rest, b"```"),
        [b'~', b'~', b'~', ..] => at + fenced(rest, b"~~~"),
        [b'@', quote @ (b'"' | b'\''), ..] => at + 1 + verbatim(&rest[1..], *quote),
        [quote @ (b'"' | b'\''), ..] => at + escaped(rest, *quote),
        _ => at + 1,
    }
}

fn fenced(rest: &[u8], fence: &[u8]) -> usize {
    let close = rest[3..].windows(3).position(|w| w == fence);
    close.map_or(rest.len(), |i| i + 6)
}

fn verbatim(rest: &[u8], quote: u8) -> usize {
    let mut i = 1;
    while i < rest.len() {
        match rest[i] {
            b if b == quote && rest.get(i + 1) == Some(&quote) => i += 2,
            b if b == quote => return i + 1,
            _ => i += 1,
        }
    }
    rest.len()
}

fn escaped(rest: &[u8], quote: u8) -> usize {
    let mut i = 1;
    while i < rest.len() {
        match rest[i] {
            b'\\' => i += 2,
            b'\n' => return i,
            b if b == quote => return i + 1,
            _ => i += 1,
        }
    }
    rest.len()
}

/// The offset of the bracket that closes the one at `open`.
pub(super) fn closing(text: &str, open: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut at = open;
    while at < bytes.len() {
        match bytes[at] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
        at = step(bytes, at);
    }
    None
}

/// The offset of the next comma from `at` on that stands in no bracket and no string, or the text's end.
pub(super) fn item_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = at;
    while at < bytes.len() && bytes[at] != b',' {
        at = match bytes[at] {
            b'(' | b'[' | b'{' => closing(text, at).map_or(bytes.len(), |i| i + 1),
            _ => step(bytes, at),
        };
    }
    at.min(bytes.len())
}

/// The offset of the next byte from `at` on that is neither white space nor in a comment.
pub(super) fn skip_blank(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = at;
    loop {
        match &bytes[at.min(bytes.len())..] {
            [b, ..] if b.is_ascii_whitespace() => at += 1,
            [b'/', b'/', ..] => at = step(bytes, at),
            _ => return at.min(bytes.len()),
        }
    }
}

/// The identifier at `at` and the offset after it: a word, or a name in `['…']`.
pub(super) fn name(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = &text[at..];
    for (open, close) in [("['", "']"), ("[\"", "\"]")] {
        if let Some(inner) = rest.strip_prefix(open) {
            let end = inner.find(close)?;
            return Some((&inner[..end], at + end + 4));
        }
    }
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    (end > 0).then(|| (&rest[..end], at + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_and_comments_do_not_count() {
        for text in [
            "{ a }",
            "{ ')' }",
            "{ \"}\\\"}\" }",
            "{ @'\\' }",
            "{ @'a''}' }",
            "{ // }\n }",
            "{ ```}\n``` }",
            "{ (1, [2]) }",
            "{ ~~~}~~~ }",
        ] {
            assert_eq!(closing(text, 0), Some(text.len() - 1), "{text}");
        }
        assert_eq!(closing("{ (", 0), None);
        assert_eq!(closing("{ '}", 0), None);
    }

    #[test]
    fn items_end_at_their_own_comma() {
        assert_eq!(item_end("f(a, b), c", 0), 7);
        assert_eq!(item_end("', ', c", 0), 4);
        assert_eq!(item_end("abc", 0), 3);
        assert_eq!(item_end("f(a, b", 0), 6);
    }

    #[test]
    fn names() {
        assert_eq!(name("a_1:long", 0), Some(("a_1", 3)));
        assert_eq!(name("['a b']:long", 0), Some(("a b", 7)));
        assert_eq!(name(":long", 0), None);
    }
}
