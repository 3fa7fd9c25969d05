//! JSON text from outside: white space, escapes, equal keys, and perhaps no JSON at all.

use std::borrow::Cow;

use lurcher_symbols::values::dynamic::{Dynamic, MAX_DEPTH, canonicalize, may_be_time};

use super::Step;

/// What a path into `parse_json(json)` leads to, as canonical text; none where it leads nowhere, or to a null, and where the text is no JSON. The
/// whole text is checked, nothing but the value that is found is copied.
pub fn find_raw<'a>(json: &'a str, steps: &[Step]) -> Option<Cow<'a, str>> {
    let mut walker = Walker { bytes: json.as_bytes(), at: 0, found: None };
    walker.space();
    walker.value(Some(steps), MAX_DEPTH)?;
    walker.space();
    if walker.at < json.len() {
        return None;
    }
    let (start, end) = walker.found?;
    let piece = json.get(start..end)?;
    match piece {
        "null" => None,
        _ if is_canonical(piece.as_bytes()) => Some(Cow::Borrowed(piece)),
        _ => canonicalize(piece).map(Cow::Owned),
    }
}

/// Whether a scalar is known to be spelled as canonical text spells it.
fn is_canonical(piece: &[u8]) -> bool {
    match piece {
        [b'"', text @ .., b'"'] => !text.contains(&b'\\') && !may_be_time(text),
        [b't' | b'f', ..] => true,
        // -0 is 0.
        [b'1'..=b'9', rest @ ..] => rest.len() < 18 && rest.iter().all(u8::is_ascii_digit),
        [b'0'] => true,
        _ => false,
    }
}

struct Walker<'a> {
    bytes: &'a [u8],
    at: usize,
    found: Option<(usize, usize)>,
}

impl Walker<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Takes `byte`, with the space around it, if it is next.
    fn take(&mut self, byte: u8) -> bool {
        self.space();
        let found = self.peek() == Some(byte);
        if found {
            self.at += 1;
            self.space();
        }
        found
    }

    /// Checks a value; `path` is what remains of the path where it leads through here.
    fn value(&mut self, path: Option<&[Step]>, depth: usize) -> Option<()> {
        let start = self.at;
        match self.peek()? {
            b'{' => self.bag(path, depth.checked_sub(1)?)?,
            b'[' => self.array(path, depth.checked_sub(1)?)?,
            b'"' => self.string()?,
            b't' => self.name(b"true")?,
            b'f' => self.name(b"false")?,
            b'n' => self.name(b"null")?,
            _ => self.number()?,
        }
        if path.is_some_and(<[Step]>::is_empty) {
            self.found = Some((start, self.at));
        }
        Some(())
    }

    fn bag(&mut self, path: Option<&[Step]>, depth: usize) -> Option<()> {
        let wanted = match path {
            Some([Step::Key { name, .. }, rest @ ..]) => Some((name.as_bytes(), rest)),
            _ => None,
        };
        self.take(b'{');
        if self.take(b'}') {
            return Some(());
        }
        loop {
            let start = self.at;
            self.string()?;
            let key = &self.bytes[start + 1..self.at - 1];
            let path = wanted.filter(|(name, _)| self.is_key(key, name)).map(|(_, rest)| rest);
            if !self.take(b':') {
                return None;
            }
            if path.is_some() {
                // Of equal keys the last one counts.
                self.found = None;
            }
            self.value(path, depth)?;
            if !self.take(b',') {
                break;
            }
        }
        self.close(b'}')
    }

    fn is_key(&self, raw: &[u8], name: &[u8]) -> bool {
        if !raw.contains(&b'\\') {
            return raw == name;
        }
        let quoted = [b"\"", raw, b"\""].concat();
        let unescaped = std::str::from_utf8(&quoted).ok().and_then(Dynamic::unquote);
        unescaped.is_some_and(|key| key.as_bytes() == name)
    }

    fn array(&mut self, path: Option<&[Step]>, depth: usize) -> Option<()> {
        let (wanted, rest) = match path {
            Some([Step::Index(index), rest @ ..]) => (Some(*index), Some(rest)),
            _ => (None, None),
        };
        let start = self.at;
        let mut count = 0;
        self.take(b'[');
        if self.take(b']') {
            return Some(());
        }
        loop {
            self.value(rest.filter(|_| wanted == Some(count)), depth)?;
            count += 1;
            if !self.take(b',') {
                break;
            }
        }
        self.close(b']')?;
        let end = self.at;
        if let Some(index) = wanted.filter(|i| *i < 0 && count + *i >= 0) {
            // Only now is the place known: once more, up to it. The text is known to be well-formed.
            self.at = start;
            self.take(b'[');
            for _ in 0..count + index {
                self.value(None, depth)?;
                self.take(b',');
            }
            self.value(rest, depth)?;
            self.at = end;
        }
        Some(())
    }

    /// Takes the closing bracket. The space behind it is left: it is no part of the value.
    fn close(&mut self, bracket: u8) -> Option<()> {
        (self.peek() == Some(bracket)).then(|| self.at += 1)
    }

    fn name(&mut self, name: &[u8]) -> Option<()> {
        self.bytes[self.at..].starts_with(name).then(|| self.at += name.len())
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self) -> Option<()> {
        self.at += usize::from(self.peek() == Some(b'-'));
        let first = self.peek();
        let whole = self.digits();
        if whole == 0 || whole > 1 && first == Some(b'0') {
            return None;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            if self.digits() == 0 {
                return None;
            }
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            if self.digits() == 0 {
                return None;
            }
        }
        Some(())
    }

    fn string(&mut self) -> Option<()> {
        if self.peek() != Some(b'"') {
            return None;
        }
        self.at += 1;
        loop {
            let rest = &self.bytes[self.at..];
            self.at += rest.iter().position(|b| matches!(b, b'"' | b'\\' | 0..=0x1f))?;
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                b'\\' => self.escape()?,
                _ => return None,
            }
        }
    }

    fn escape(&mut self) -> Option<()> {
        self.at += match self.bytes.get(self.at + 1)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => 2,
            b'u' if self.bytes.get(self.at + 2..self.at + 6)?.iter().all(u8::is_ascii_hexdigit) => 6,
            _ => return None,
        };
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::json::find;

    /// A path into `parse_json(json)` must give what the same path into its canonical text gives.
    #[test]
    fn as_into_the_parsed_value() {
        let texts = [
            r#" { "a" : [ 1 , { "b" : "x\u0041\/" } , -0, 1.50, 1e3 ] , "c" : null , "d\u0065" : true , "a2": 12345678901234567890 } "#,
            r#"{"a":1,"a":{"b":2}}"#,
            r#"{"a":{"b":2},"a":1}"#,
            r#"{"a":[],"a":[[],[1,2,{"b":[3]}]]}"#,
            r#"{"a":1"#,
            r#"{"a":1}}"#,
            r#"{"a":01}"#,
            r#"{"a":"tab	"}"#,
            r#"{"a":1,}"#,
            "[1,2,3]",
            "12",
            "",
            r#""a""#,
            "{\"a\":\"\\u0001d2020\"}",
        ];
        let paths: &[&[Step]] = &[
            &[Step::key("a")],
            &[Step::key("a"), Step::key("b")],
            &[Step::key("a"), Step::Index(0)],
            &[Step::key("a"), Step::Index(-1)],
            &[Step::key("a"), Step::Index(-2), Step::Index(-1)],
            &[Step::key("a"), Step::Index(1), Step::key("b")],
            &[Step::key("a"), Step::Index(2)],
            &[Step::key("a"), Step::Index(3)],
            &[Step::key("c")],
            &[Step::key("de")],
            &[Step::key("a2")],
            &[Step::Index(1)],
            &[Step::Index(-3)],
            &[Step::Index(-4)],
        ];
        for text in texts {
            for path in paths {
                let canonical = canonicalize(text);
                let expected = canonical.as_deref().and_then(|c| find(c, path));
                assert_eq!(find_raw(text, path).as_deref(), expected, "{text} {path:?}");
            }
        }
    }
}
