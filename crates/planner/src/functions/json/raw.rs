//! JSON text from outside: white space, escapes, equal keys, and perhaps no JSON at all.

use std::borrow::Cow;

use lurcher_symbols::values::dynamic::{Dynamic, MAX_DEPTH, canonical_text, may_be_time};

use super::Paths;

/// Finds what paths into `parse_json(json)` lead to, all in one walk. Its memory is used again from text to text.
#[derive(Debug)]
pub struct RawFinder<'p> {
    paths: &'p Paths,
    found: Vec<Option<Found>>,
}

/// A value in the text.
#[derive(Debug, Clone, Copy)]
struct Found {
    start: usize,
    end: usize,
    /// Whether the value is spelled as canonical text spells it.
    canonical: bool,
}

impl<'p> RawFinder<'p> {
    /// A finder of some paths, of which none is empty.
    pub fn new(paths: &'p Paths) -> Self {
        Self { paths, found: vec![None; paths.len()] }
    }

    /// Calls `visit` for each path by its number, with what it leads to as canonical text: none where it leads nowhere,
    /// or to a null, and where the text is no JSON. The whole text is checked; nothing is copied but values that have
    /// to be spelled anew.
    pub fn find<'a>(&mut self, json: &'a str, mut visit: impl FnMut(usize, Option<Cow<'a, str>>)) {
        self.found.fill(None);
        // What a scalar holds no path leads to.
        let json = if json.starts_with(['{', '[']) && json.ends_with(['}', ']']) { json } else { json.trim() };
        if json.starts_with(['{', '[']) {
            let mut walker = Walker { bytes: json.as_bytes(), respelled: 0, found: &mut self.found };
            let end = walker.value(0, Some(self.paths), MAX_DEPTH);
            if end != Some(json.len()) {
                self.found.fill(None);
            }
        }
        for (number, found) in self.found.iter().enumerate() {
            visit(number, found.and_then(|found| found.text(json)));
        }
    }
}

impl Found {
    fn text(self, json: &str) -> Option<Cow<'_, str>> {
        let piece = json.get(self.start..self.end)?;
        match piece {
            "null" => None,
            _ if self.canonical => Some(Cow::Borrowed(piece)),
            _ => canonical_text(piece),
        }
    }
}

/// Places in the text are handed on from part to part: each method begins at one, and says where its part ends, or none
/// where there is no JSON.
struct Walker<'a, 'f> {
    bytes: &'a [u8],
    /// How many places there were so far that canonical text may spell otherwise. A value without one is canonical.
    respelled: usize,
    found: &'f mut [Option<Found>],
}

impl Walker<'_, '_> {
    /// The byte at a place; behind the end a zero, which no JSON begins or goes on with.
    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The place behind white space.
    #[inline]
    fn space(&mut self, at: usize) -> usize {
        if self.byte(at) <= b' ' { self.skip_space(at) } else { at }
    }

    #[cold]
    fn skip_space(&mut self, start: usize) -> usize {
        let mut at = start;
        while matches!(self.byte(at), b' ' | b'\t' | b'\n' | b'\r') {
            at += 1;
        }
        self.respelled += at - start;
        at
    }

    /// The place behind `byte` and the space around it, if it is next.
    #[inline]
    fn take(&mut self, byte: u8, at: usize) -> Option<usize> {
        let at = self.space(at);
        if self.byte(at) == byte { Some(self.space(at + 1)) } else { None }
    }

    /// Checks a value; `paths` are those that lead through here.
    fn value(&mut self, at: usize, paths: Option<&Paths>, depth: usize) -> Option<usize> {
        let respelled = self.respelled;
        let end = match self.byte(at) {
            b'"' => {
                let end = self.string(at)?;
                // Such a string is a datetime.
                self.respelled += usize::from(may_be_time(&self.bytes[at + 1..end - 1]));
                end
            }
            b'{' => self.bag(at, paths, depth.checked_sub(1)?)?,
            b'[' => self.array(at, paths, depth.checked_sub(1)?)?,
            b't' => self.name(at, b"true")?,
            b'f' => self.name(at, b"false")?,
            b'n' => self.name(at, b"null")?,
            _ => self.number(at)?,
        };
        if let Some(number) = paths.and_then(|paths| paths.ends) {
            self.found[number] = Some(Found { start: at, end, canonical: self.respelled == respelled });
        }
        Some(end)
    }

    fn bag(&mut self, at: usize, paths: Option<&Paths>, depth: usize) -> Option<usize> {
        let wanted = paths.map_or(&[][..], |paths| &paths.keys);
        let mut at = self.space(at + 1);
        if self.byte(at) == b'}' {
            return Some(at + 1);
        }
        let mut count = 0;
        loop {
            let (start, respelled) = (at, self.respelled);
            at = self.string(at)?;
            let key = &self.bytes[start + 1..at - 1];
            let is_plain = self.respelled == respelled;
            let paths = wanted.iter().find(|(name, _)| is_key(key, is_plain, name)).map(|(_, paths)| paths);
            at = self.take(b':', at)?;
            if let Some(paths) = paths {
                // Of equal keys the last one counts.
                paths.through.iter().for_each(|number| self.found[*number] = None);
            }
            at = self.value(at, paths, depth)?;
            count += 1;
            match self.take(b',', at) {
                Some(next) => at = next,
                None => break,
            }
        }
        // Two keys may be equal.
        self.respelled += usize::from(count > 1);
        self.close(b'}', at)
    }

    fn array(&mut self, start: usize, paths: Option<&Paths>, depth: usize) -> Option<usize> {
        let wanted = paths.map_or(&[][..], |paths| &paths.indexes);
        let mut at = self.space(start + 1);
        if self.byte(at) == b']' {
            return Some(at + 1);
        }
        let mut count = 0;
        loop {
            at = self.value(at, after(wanted, count), depth)?;
            count += 1;
            match self.take(b',', at) {
                Some(next) => at = next,
                None => break,
            }
        }
        let end = self.close(b']', at)?;
        if wanted.iter().any(|(index, _)| *index < 0 && count + *index >= 0) {
            // Only now are the places known: once more. The text is known to be well-formed.
            let respelled = self.respelled;
            let mut at = self.space(start + 1);
            for place in 0..count {
                at = self.value(at, after(wanted, place - count), depth)?;
                at = self.take(b',', at).unwrap_or(at);
            }
            self.respelled = respelled;
        }
        Some(end)
    }

    /// The place behind the closing bracket. The space behind it is no part of the value.
    fn close(&mut self, bracket: u8, at: usize) -> Option<usize> {
        let at = self.space(at);
        (self.byte(at) == bracket).then_some(at + 1)
    }

    fn name(&self, at: usize, name: &[u8]) -> Option<usize> {
        self.bytes[at..].starts_with(name).then_some(at + name.len())
    }

    fn digits(&self, mut at: usize) -> usize {
        while self.byte(at).is_ascii_digit() {
            at += 1;
        }
        at
    }

    fn number(&mut self, start: usize) -> Option<usize> {
        let first = start + usize::from(self.byte(start) == b'-');
        let whole = self.digits(first);
        let digits = whole - first;
        if digits == 0 || digits > 1 && self.byte(first) == b'0' {
            return None;
        }
        let mut at = whole;
        if self.byte(at) == b'.' {
            at = self.digits(whole + 1);
            if at == whole + 1 {
                return None;
            }
        }
        if let b'e' | b'E' = self.byte(at) {
            let exponent = at + 1 + usize::from(matches!(self.byte(at + 1), b'+' | b'-'));
            at = self.digits(exponent);
            if at == exponent {
                return None;
            }
        }
        // -0 is 0, and what is longer than a long is a real.
        let is_plain = at == whole && first == start && digits <= 18;
        self.respelled += usize::from(!is_plain);
        Some(at)
    }

    fn string(&mut self, at: usize) -> Option<usize> {
        if self.byte(at) != b'"' {
            return None;
        }
        let mut at = at + 1;
        loop {
            at = special(self.bytes, at)?;
            match self.byte(at) {
                b'"' => return Some(at + 1),
                b'\\' => at = self.escape(at)?,
                _ => return None,
            }
        }
    }

    #[cold]
    fn escape(&mut self, at: usize) -> Option<usize> {
        self.respelled += 1;
        Some(match self.bytes.get(at + 1)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => at + 2,
            b'u' if self.bytes.get(at + 2..at + 6)?.iter().all(u8::is_ascii_hexdigit) => at + 6,
            _ => return None,
        })
    }
}

/// Where the plain run of a string ends: at the quote, a backslash or a control character. Eight bytes are looked at
/// together, because most strings of a log are no longer, and a loop that ends after a few turns, each time after other
/// ones, is slow.
fn special(bytes: &[u8], mut at: usize) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = ONES << 7;
    // The lowest byte that is marked is one below `limit`; those above it may be marked, too, because of the borrow.
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word & HIGH;
    while let Some(eight) = bytes.get(at..at + 8).and_then(|eight| eight.try_into().ok()) {
        let word = u64::from_le_bytes(eight);
        let equal = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
        let found = below(word, 0x20) | equal(b'"') | equal(b'\\');
        if found != 0 {
            return Some(at + (found.trailing_zeros() / 8) as usize);
        }
        at += 8;
    }
    let rest = bytes.get(at..)?;
    Some(at + rest.iter().position(|b| matches!(b, b'"' | b'\\' | 0..=0x1f))?)
}

fn after(wanted: &[(i64, Paths)], index: i64) -> Option<&Paths> {
    wanted.iter().find(|(wanted, _)| *wanted == index).map(|(_, paths)| paths)
}

/// Whether a key as the text has it is `name`.
fn is_key(raw: &[u8], is_plain: bool, name: &[u8]) -> bool {
    if is_plain {
        return raw.len() == name.len() && raw.first() == name.first() && raw == name;
    }
    let quoted = [b"\"", raw, b"\""].concat();
    let unescaped = std::str::from_utf8(&quoted).ok().and_then(Dynamic::unquote);
    unescaped.is_some_and(|key| key.as_bytes() == name)
}

#[cfg(test)]
mod tests {
    use lurcher_binder::bound::PathStep;
    use lurcher_symbols::values::dynamic::canonicalize;

    use super::*;
    use crate::functions::json::{Step, find};

    fn key(name: &str) -> PathStep {
        PathStep::Key(name.into())
    }

    /// Paths into `parse_json(json)`, looked for together, must give what the same paths into its canonical text give.
    #[test]
    fn as_into_the_parsed_value() {
        let texts = [
            r#" { "a" : [ 1 , { "b" : "x\u0041\/" } , -0, 1.50, 1e3 ] , "c" : null , "d\u0065" : true , "a2": 12345678901234567890 } "#,
            r#"{"a":1,"a":{"b":2}}"#,
            r#"{"a":{"b":2},"a":1}"#,
            r#"{"a":[],"a":[[],[1,2,{"b":[3]}]]}"#,
            r#"{"a":[{"b":1,"b":2},[0]]}"#,
            r#"{"a":["x","y",{"b":"z"}],"c":{"x":1}}"#,
            r#"{"a":1"#,
            r#"{"a":1}}"#,
            r#"{"a":01}"#,
            r#"{"a":-7}"#,
            r#"{"a":"tab	"}"#,
            r#"{"a":1,}"#,
            "\u{a0}{\"a\":1}\u{a0}",
            "[1,2,3]",
            "[[1,2],[3]]",
            "12",
            "",
            r#""a""#,
            "{\"a\":\"\\u0001d2020\"}",
            r#"{"a":["2026-01-15T10:20:30Z"],"c":"2026-01-15T10:20:30Z"}"#,
        ];
        let paths: Vec<Vec<PathStep>> = vec![
            vec![key("a")],
            vec![key("a"), key("b")],
            vec![key("a"), PathStep::Index(0)],
            vec![key("a"), PathStep::Index(-1)],
            vec![key("a"), PathStep::Index(-2), PathStep::Index(-1)],
            vec![key("a"), PathStep::Index(1), key("b")],
            vec![key("a"), PathStep::Index(2)],
            vec![key("a"), PathStep::Index(3)],
            vec![key("c")],
            vec![key("de")],
            vec![key("a2")],
            vec![PathStep::Index(1)],
            vec![PathStep::Index(-3)],
            vec![PathStep::Index(-4)],
            vec![PathStep::Index(-2), PathStep::Index(-1)],
        ];
        let tree = Paths::of(paths.iter().map(Vec::as_slice));
        let mut finder = RawFinder::new(&tree);
        for text in texts {
            let canonical = canonicalize(text.trim());
            let mut visited = 0;
            finder.find(text, |number, found| {
                let steps: Vec<Step> = paths[number].iter().map(Step::of).collect();
                let expected = canonical.as_deref().and_then(|c| find(c, &steps));
                assert_eq!(found.as_deref(), expected, "{text} {:?}", paths[number]);
                visited += 1;
            });
            assert_eq!(visited, paths.len());
        }
    }
}
