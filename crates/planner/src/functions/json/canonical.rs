//! Canonical text: no white space, unique keys, known to be well-formed.

use memchr::memchr2;

use super::Step;

/// The value that a path leads to; none where it leads nowhere, or to a null.
pub fn find<'a>(text: &'a str, steps: &[Step]) -> Option<&'a str> {
    let mut at = 0;
    for step in steps {
        at = match step {
            Step::Key(quoted) => entry(text.as_bytes(), at, quoted.as_bytes())?,
            Step::Index(index) => element(text.as_bytes(), at, *index)?,
        };
    }
    let piece = text.get(at..value_end(text.as_bytes(), at))?;
    (piece != "null").then_some(piece)
}

/// Where the value of a key (in quotes) begins in the bag that begins at `at`.
fn entry(bytes: &[u8], at: usize, quoted: &[u8]) -> Option<usize> {
    if bytes.get(at) != Some(&b'{') {
        return None;
    }
    let mut at = at + 1;
    while bytes.get(at) == Some(&b'"') {
        let key_end = at + quoted.len();
        if bytes.get(key_end) == Some(&b':') && &bytes[at..key_end] == quoted {
            return Some(key_end + 1);
        }
        at = value_end(bytes, string_end(bytes, at) + 1);
        if bytes.get(at) != Some(&b',') {
            return None;
        }
        at += 1;
    }
    None
}

/// Where an element of the array that begins at `at` begins.
fn element(bytes: &[u8], at: usize, index: i64) -> Option<usize> {
    if bytes.get(at) != Some(&b'[') {
        return None;
    }
    let index = match index {
        0.. => usize::try_from(index).ok()?,
        _ => count(bytes, at).checked_sub(usize::try_from(index.unsigned_abs()).ok()?)?,
    };
    let mut at = at + 1;
    if bytes.get(at) == Some(&b']') {
        return None;
    }
    for _ in 0..index {
        at = value_end(bytes, at);
        if bytes.get(at) != Some(&b',') {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// How many elements the array that begins at `at` has.
fn count(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    let mut count = 0;
    while at < bytes.len() && bytes[at] != b']' {
        count += 1;
        at = value_end(bytes, at);
        at += usize::from(bytes.get(at) == Some(&b','));
    }
    count
}

/// A part of an array or a bag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// An element of an array.
    Element(&'a str),
    /// A key, in quotes, and its value.
    Entry(&'a str, &'a str),
}

/// Calls `visit` for each part of an array or a bag until it says that it has enough; says `false` where the text is neither.
pub fn parts<'a>(text: &'a str, mut visit: impl FnMut(Piece<'a>) -> bool) -> bool {
    let bytes = text.as_bytes();
    let is_bag = match bytes.first() {
        Some(b'{') => true,
        Some(b'[') => false,
        _ => return false,
    };
    let mut at = 1;
    while at + 1 < bytes.len() {
        let key_end = if is_bag { string_end(bytes, at) } else { at };
        let start = if is_bag { key_end + 1 } else { at };
        let end = value_end(bytes, start);
        let value = text.get(start..end).unwrap_or("null");
        let piece =
            if is_bag { Piece::Entry(text.get(at..key_end).unwrap_or("\"\""), value) } else { Piece::Element(value) };
        if !visit(piece) || end <= at {
            break;
        }
        at = end + 1;
    }
    true
}

/// The place behind the value that begins at `at`.
fn value_end(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'"') => string_end(bytes, at),
        Some(b'{' | b'[') => nested_end(bytes, at),
        _ => at + bytes.get(at..).unwrap_or_default().iter().take_while(|b| !matches!(b, b',' | b']' | b'}')).count(),
    }
}

fn nested_end(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = string_end(bytes, at);
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    at
}

fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += found;
        if bytes[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, steps: &[Step]) -> Option<String> {
        find(text, steps).map(str::to_owned)
    }

    #[test]
    fn paths() {
        let json = r#"{"a\"b":{"x":[1,[2,3],{"y":"],}"}]},"n":null,"e":[],"s":"t"}"#;
        let x = [Step::key("a\"b"), Step::key("x")];
        let with = |steps: &[Step]| found(json, &[&x[..], steps].concat());
        assert_eq!(with(&[Step::Index(0)]).as_deref(), Some("1"));
        assert_eq!(with(&[Step::Index(1), Step::Index(-1)]).as_deref(), Some("3"));
        assert_eq!(with(&[Step::Index(-1), Step::key("y")]).as_deref(), Some(r#""],}""#));
        assert_eq!(with(&[Step::Index(3)]), None);
        assert_eq!(with(&[Step::Index(-4)]), None);
        assert_eq!(with(&[Step::key("x")]), None);
        assert_eq!(found(json, &[Step::key("n")]), None);
        assert_eq!(found(json, &[Step::key("e"), Step::Index(0)]), None);
        assert_eq!(found(json, &[Step::key("s")]).as_deref(), Some("\"t\""));
        assert_eq!(found("7", &[Step::key("s")]), None);
        assert_eq!(found("", &[Step::Index(0)]), None);
    }

    #[test]
    fn parts_of_arrays_and_bags() {
        let list = |text: &'static str| {
            let mut out = Vec::new();
            parts(text, |piece| {
                out.push(piece);
                true
            })
            .then_some(out)
        };
        assert_eq!(list("[]"), Some(vec![]));
        assert_eq!(list("{}"), Some(vec![]));
        assert_eq!(
            list("[1,\"a,\",[2]]"),
            Some(vec![Piece::Element("1"), Piece::Element("\"a,\""), Piece::Element("[2]")])
        );
        assert_eq!(list(r#"{"a":1,"b":{}}"#), Some(vec![Piece::Entry("\"a\"", "1"), Piece::Entry("\"b\"", "{}")]));
        assert_eq!(list("12"), None);
    }
}
