//! Where each byte of a scalar's value stands in the file.
//!
//! The value is what the parser made of the scalar: indentation gone, lines folded, escapes resolved. Walking over the
//! value and the file side by side finds every stretch in which both advance byte by byte.

use saphyr_parser::ScalarStyle;

/// Pairs (offset in `value`, offset in `text`), ascending, as `lurcher_diagnostics::Origin` takes them. `start` is the
/// scalar's first byte in `text`: the opening quote of a quoted one, the first byte of content of a block.
pub(super) fn map(text: &str, start: usize, style: ScalarStyle, value: &str) -> Vec<(u32, u32)> {
    let mut map = Map(Vec::new());
    match style {
        ScalarStyle::Plain => flow(text, start, Quote::None, value, &mut map),
        ScalarStyle::SingleQuoted => flow(text, start + 1, Quote::Single, value, &mut map),
        ScalarStyle::DoubleQuoted => flow(text, start + 1, Quote::Double, value, &mut map),
        ScalarStyle::Literal | ScalarStyle::Folded => block(text, start, style, value, &mut map),
    }
    if map.0.is_empty() {
        map.add(0, start);
    }
    map.0
}

/// Where a scalar starts behind its anchor and tag (`&name !!str |`), which the parser counts to it: the first byte as
/// [`map`] takes it.
pub(super) fn content_start(text: &str, start: usize, style: ScalarStyle, value: &str) -> usize {
    let mut at = start;
    while text[at..].starts_with(['&', '!']) {
        at += text[at..].find(char::is_whitespace).unwrap_or(text.len() - at);
        at += white_space(&text.as_bytes()[at..]).length;
        while text[at..].starts_with('#') {
            at += text[at..].find('\n').unwrap_or(text.len() - at);
            at += white_space(&text.as_bytes()[at..]).length;
        }
    }
    if !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
        return at;
    }
    // The value's own blank lines stand below the header, then its first line, of whose spaces some are indentation.
    let breaks = value.bytes().take_while(|b| *b == b'\n').count();
    let spaces = |s: &str| s.bytes().take_while(|b| *b == b' ').count();
    match memchr::memchr_iter(b'\n', &text.as_bytes()[at..]).nth(breaks) {
        Some(end) => {
            let line = at + end + 1;
            line + spaces(&text[line..]).saturating_sub(spaces(&value[breaks..]))
        }
        None => at,
    }
}

struct Map(Vec<(u32, u32)>);

impl Map {
    /// Notes that the value's byte `from` stands at the file's byte `to`, unless that follows from what was noted
    /// before.
    fn add(&mut self, from: usize, to: usize) {
        let follows = self.0.last().is_some_and(|(f, t)| *t as usize + from - *f as usize == to);
        if !follows {
            self.0.push((from as u32, to as u32));
        }
    }
}

/// The byte length of the line break at the start of `bytes`; 0 where there is none.
fn line_break(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// A literal or folded block. Each line of content is a stretch; between two of them the value has line breaks or,
/// folded, one space.
fn block(text: &str, start: usize, style: ScalarStyle, value: &str, map: &mut Map) {
    let bytes = text.as_bytes();
    let line_start = text[..start].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let indent = start - line_start;
    let mut from = leading_breaks(bytes, line_start, value, map);
    let mut to = start;
    while from < value.len() && to < bytes.len() {
        let end = text[to..].find(['\n', '\r']).map_or(bytes.len(), |i| to + i);
        let content = &text[to..end];
        if !content.is_empty() {
            if style == ScalarStyle::Folded && value[from..].starts_with(' ') && !content.starts_with(' ') {
                from += 1;
            }
            if !value[from..].starts_with(content) {
                return;
            }
            map.add(from, to);
            from += content.len();
        }
        if value[from..].starts_with('\n') {
            map.add(from, end);
            from += 1;
        }
        to = end + line_break(&bytes[end..]);
        to += bytes[to..].iter().take(indent).take_while(|b| **b == b' ').count();
    }
}

/// Maps the line breaks that a block's value starts with: they stand on the blank lines above its first line of
/// content. Gives their number.
fn leading_breaks(bytes: &[u8], line_start: usize, value: &str, map: &mut Map) -> usize {
    let count = value.bytes().take_while(|b| *b == b'\n').count();
    let mut breaks = Vec::with_capacity(count);
    let mut end = line_start;
    for _ in 0..count {
        let Some(last) = bytes[..end].iter().rposition(|b| !matches!(b, b' ')) else { break };
        let crlf = bytes[last] == b'\n' && last > 0 && bytes[last - 1] == b'\r';
        end = last - usize::from(crlf);
        breaks.push(end);
    }
    for (from, to) in breaks.into_iter().rev().enumerate() {
        map.add(from, to);
    }
    count
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Quote {
    None,
    Single,
    Double,
}

/// A plain or quoted scalar: escapes are shorter in the value, and a run of white space with line breaks becomes one
/// space or fewer line breaks.
fn flow(text: &str, start: usize, quote: Quote, value: &str, map: &mut Map) {
    let bytes = text.as_bytes();
    let (mut from, mut to) = (0, start);
    while from < value.len() && to < bytes.len() {
        let escaped_break = quote == Quote::Double && bytes[to] == b'\\' && line_break(&bytes[to + 1..]) > 0;
        let run = white_space(&bytes[to + usize::from(escaped_break)..]);
        if run.breaks > 0 {
            map.add(from, to);
            from += if run.breaks == 1 { usize::from(!escaped_break) } else { run.breaks - 1 };
            to += run.length + usize::from(escaped_break);
            continue;
        }
        map.add(from, to);
        let width = value[from..].chars().next().map_or(1, char::len_utf8);
        to += match (quote, bytes[to]) {
            (Quote::Single, b'\'') => 2,
            (Quote::Double, b'\\') => escape_length(&bytes[to..]),
            _ => width,
        };
        from += width;
    }
    if from <= value.len() {
        map.add(from, to.min(bytes.len()));
    }
}

struct Run {
    length: usize,
    breaks: usize,
}

/// The white space at the start of `bytes`.
fn white_space(bytes: &[u8]) -> Run {
    let mut run = Run { length: 0, breaks: 0 };
    loop {
        let rest = &bytes[run.length..];
        match line_break(rest) {
            0 if matches!(rest.first(), Some(b' ' | b'\t')) => run.length += 1,
            0 => return run,
            width => {
                run.length += width;
                run.breaks += 1;
            }
        }
    }
}

/// The length of an escape in a double-quoted scalar.
fn escape_length(bytes: &[u8]) -> usize {
    match bytes.get(1) {
        Some(b'x') => 4,
        // JSON writes a character beyond 16 bits as two halves.
        Some(b'u') if matches!(bytes.get(2..4), Some([b'd' | b'D', b'8' | b'9' | b'a' | b'b' | b'A' | b'B'])) => 12,
        Some(b'u') => 6,
        Some(b'U') => 10,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use lurcher_diagnostics::{Source, Span};

    use crate::yaml;

    fn source(text: &str) -> Source {
        let documents = yaml::parse(&"q.yaml".into(), &Arc::from(text)).unwrap();
        let document = &documents[0];
        document.source(document.root.get("query").unwrap()).unwrap()
    }

    /// Every visible character of the value stands at its place in the file, and `word` at line and column.
    fn check(text: &str, value: &str, word: &str, line: usize, column: usize) {
        let source = source(text);
        assert_eq!(&*source.text, value);
        for (i, c) in value.char_indices().filter(|(_, c)| !c.is_whitespace() && !"'\"\\".contains(*c)) {
            let (file, range) = source.shown(Span::new(Default::default(), i, i + c.len_utf8()));
            let there = file[range.start..].chars().next();
            assert!(there == Some(c) || there == Some('\\'), "{c} at {i} of {value:?} in {text:?} is {there:?}");
        }
        let at = value.find(word).unwrap();
        let position = source.position(Span::new(Default::default(), at, at + word.len()));
        assert_eq!((position.line, position.column), (line, column), "{word} in {text:?}");
    }

    #[test]
    fn plain() {
        check("query: T | take 1\n", "T | take 1", "take", 1, 12);
        check(
            "name: x\nquery:   T\n  | where a == 'é'\n\n\n  | take 1 # end\n",
            "T | where a == 'é'\n\n| take 1",
            "take",
            6,
            5,
        );
    }

    #[test]
    fn single_quoted() {
        check("query: 'T | where a == ''b'' | take 1'\n", "T | where a == 'b' | take 1", "take", 1, 32);
        check("query: 'T\n\n   | take 1'\n", "T\n| take 1", "take", 3, 6);
    }

    #[test]
    fn double_quoted() {
        check(r#"query: "T\n| where a == \"b\" | take 1""#, "T\n| where a == \"b\" | take 1", "take", 1, 33);
        check("query: \"T \\\n   | take\\x20\\u00e9 x\"\n", "T | take é x", "x", 2, 21);
        check("query: \"T\\tü\n   | take 1\"\n", "T\tü | take 1", "take", 2, 6);
    }

    #[test]
    fn literal() {
        check("query: |\n  T\n  | take 1\n", "T\n| take 1\n", "take", 3, 5);
        check(
            "a:\n  b: x\nquery: |-\n      T\n        | where ü\n\n      | take 1\n\n",
            "T\n  | where ü\n\n| take 1",
            "take",
            7,
            9,
        );
        check("query: |+\n\n  \n  T\n  | take 1\n\n", "\n\nT\n| take 1\n\n", "take", 5, 5);
    }

    #[test]
    fn literal_with_an_indentation_indicator() {
        check("query: |2\n    T\n  | take 1\n", "  T\n| take 1\n", "take", 3, 5);
        check("query: |2-\n   T\n  | take 1\n", " T\n| take 1", "T", 2, 4);
    }

    #[test]
    fn literal_with_carriage_returns() {
        check("name: x\r\nquery: |\r\n\r\n  T\r\n\r\n  | take 1\r\n", "\nT\n\n| take 1\n", "take", 6, 5);
    }

    #[test]
    fn folded() {
        check("query: >\n  T\n  | where a\n\n  | take 1\n", "T | where a\n| take 1\n", "take", 5, 5);
        check(
            "query: >-\n  T\n     more\n     indented\n  | take 1\n",
            "T\n   more\n   indented\n| take 1",
            "take",
            5,
            5,
        );
        check("query: >2\n    T\n  | take 1\n", "  T\n| take 1\n", "take", 3, 5);
        check("query: >\r\n  T\r\n  | take 1\r\n", "T | take 1\n", "take", 3, 5);
    }

    #[test]
    fn the_end_of_the_value_has_a_place() {
        let source = source("query: |\n  T\n  | take\nname: x\n");
        let end = source.text.len();
        assert_eq!(source.position(Span::new(Default::default(), end - 1, end - 1)).to_string(), "q.yaml:3:9");
    }

    #[test]
    fn anchors_and_tags_stand_before_the_value() {
        check("query: &q T | take 1\nagain: *q\n", "T | take 1", "take", 1, 15);
        check("query: !!str &q 'T | take 1'\n", "T | take 1", "take", 1, 22);
        check("query: &q # note\n  T | take 1\n", "T | take 1", "take", 2, 7);
        check("query: &q |\n\n  T\n  | take 1\n", "\nT\n| take 1\n", "take", 4, 5);
        check("query: !!str >2\n    T\n  | take 1\n", "  T\n| take 1\n", "take", 3, 5);
    }

    #[test]
    fn nothing_written_has_a_place() {
        assert_eq!(source("name: x\nquery:\n").position(Span::default()).line, 2);
        assert_eq!(source("name: x\nquery: ''\n").position(Span::default()).to_string(), "q.yaml:2:9");
    }
}
