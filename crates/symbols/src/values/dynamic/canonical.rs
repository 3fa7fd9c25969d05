//! Canonical text straight from JSON text, and back.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;

use memchr::memmem;

use super::MAX_DEPTH;
use super::check::{are_unique, is_canonical};
use super::scanner::{Number, Quoted, Scanner};
use super::times::time_of;
use crate::values::{datetime, real};

/// How U+0001 is spelled in canonical text.
const MARK: &str = "\\u0001";

/// The canonical text of JSON text from outside; none where it is not JSON. Reads as [`super::Dynamic::parse_json`],
/// without a tree.
pub fn canonicalize(json: &str) -> Option<String> {
    canonical_text(json).map(Cow::into_owned)
}

/// As [`canonicalize`]; text that is canonical as it stands is not copied.
pub fn canonical_text(json: &str) -> Option<Cow<'_, str>> {
    if is_canonical(json) {
        return Some(Cow::Borrowed(json));
    }
    canonicalized(json, true).map(Cow::Owned)
}

/// As [`canonicalize`], but all strings stay strings.
pub fn canonicalize_strict(json: &str) -> Option<String> {
    canonicalized(json, false)
}

fn canonicalized(json: &str, times: bool) -> Option<String> {
    let (scanner, out) = (Scanner::new(json), String::with_capacity(json.len()));
    let mut canonicalizer = Canonicalizer { scanner, out, entries: Vec::new(), times };
    canonicalizer.value(MAX_DEPTH)?;
    canonicalizer.scanner.at_end().then_some(canonicalizer.out)
}

struct Canonicalizer<'a> {
    scanner: Scanner<'a>,
    out: String,
    /// Where the entries of the open bags begin, and where their keys end.
    entries: Vec<(usize, usize)>,
    /// Whether strings that spell a point in time become datetimes.
    times: bool,
}

impl Canonicalizer<'_> {
    fn value(&mut self, depth: usize) -> Option<()> {
        match self.scanner.peek()? {
            b'{' => self.bag(depth.checked_sub(1)?),
            b'[' => self.array(depth.checked_sub(1)?),
            b'"' => {
                let quoted = self.scanner.string()?;
                self.string(&quoted, true);
                Some(())
            }
            b't' => self.name("true"),
            b'f' => self.name("false"),
            b'n' => self.name("null"),
            _ => {
                let number = self.scanner.number()?;
                write_number(&mut self.out, &number);
                Some(())
            }
        }
    }

    fn name(&mut self, name: &str) -> Option<()> {
        self.scanner.name(name)?;
        self.out.push_str(name);
        Some(())
    }

    fn array(&mut self, depth: usize) -> Option<()> {
        self.scanner.take(b'[');
        self.out.push('[');
        if !self.scanner.take(b']') {
            loop {
                self.value(depth)?;
                if !self.scanner.take(b',') {
                    break;
                }
                self.out.push(',');
            }
            if !self.scanner.take(b']') {
                return None;
            }
        }
        self.out.push(']');
        Some(())
    }

    fn bag(&mut self, depth: usize) -> Option<()> {
        self.scanner.take(b'{');
        self.out.push('{');
        let first = self.entries.len();
        if !self.scanner.take(b'}') {
            loop {
                let start = self.out.len();
                let key = self.scanner.string()?;
                self.string(&key, false);
                self.entries.push((start, self.out.len()));
                if !self.scanner.take(b':') {
                    return None;
                }
                self.out.push(':');
                self.value(depth)?;
                if !self.scanner.take(b',') {
                    break;
                }
                self.out.push(',');
            }
            if !self.scanner.take(b'}') {
                return None;
            }
        }
        if self.has_equal_keys(first) {
            self.merge_equal_keys(first);
        }
        self.entries.truncate(first);
        self.out.push('}');
        Some(())
    }

    fn key(&self, entry: &(usize, usize)) -> &str {
        &self.out[entry.0..entry.1]
    }

    fn has_equal_keys(&self, first: usize) -> bool {
        let keys: Vec<&str> = self.entries[first..].iter().map(|entry| self.key(entry)).collect();
        !are_unique(&keys)
    }

    /// Writes the entries of the last bag again: of equal keys the last value, at the place of the first.
    fn merge_equal_keys(&mut self, first: usize) {
        let entries = &self.entries[first..];
        let mut places: HashMap<&str, usize> = HashMap::with_capacity(entries.len());
        let mut kept: Vec<&str> = Vec::with_capacity(entries.len());
        for (i, entry) in entries.iter().enumerate() {
            let end = entries.get(i + 1).map_or(self.out.len(), |next| next.0 - 1);
            let text = &self.out[entry.0..end];
            let place = *places.entry(self.key(entry)).or_insert(kept.len());
            match kept.get_mut(place) {
                Some(old) => *old = text,
                None => kept.push(text),
            }
        }
        let merged = kept.join(",");
        self.out.truncate(self.entries[first].0);
        self.out.push_str(&merged);
    }

    /// A string of the text; one that begins with U+0001 gets another one in front where it is a value.
    fn string(&mut self, quoted: &Quoted<'_>, value: bool) {
        if let Some(ticks) = time_of(quoted.raw).filter(|_| value && self.times && !quoted.escaped) {
            write_tagged(&mut self.out, 'd', |out| {
                let _ = datetime::write(out, ticks);
            });
        } else if !quoted.escaped {
            self.out.push('"');
            self.out.push_str(quoted.raw);
            self.out.push('"');
        } else if value {
            write_text(&mut self.out, &quoted.unescape());
        } else {
            write_string(&mut self.out, &quoted.unescape());
        }
    }
}

/// Appends a number as canonical text.
fn write_number(out: &mut String, number: &Number<'_>) {
    if is_canonical_number(number) {
        out.push_str(number.text);
        return;
    }
    match number.long() {
        Some(long) => {
            let _ = write!(out, "{long}");
        }
        None => write_real(out, number.text.parse().unwrap_or(f64::NAN)),
    }
}

/// Whether a number's text is its canonical text. A sure yes for the plain ones; where it says no, the number has to be written anew.
fn is_canonical_number(number: &Number<'_>) -> bool {
    let digits = number.text.strip_prefix('-').unwrap_or(number.text);
    if !number.real {
        return digits.len() < 19 && number.text != "-0";
    }
    // Up to 15 digits are the shortest text of their real.
    let Some((whole, fraction)) = digits.split_once('.') else { return false };
    let trimmed = fraction == "0" || !fraction.ends_with('0');
    let plain = whole != "0" || fraction == "0" || !fraction.starts_with("00000");
    trimmed && plain && digits.len() <= 16 && !fraction.contains(['e', 'E'])
}

/// Appends a real as canonical text.
pub fn write_real(out: &mut String, value: f64) {
    if value.is_finite() {
        let _ = real::write(out, value);
    } else {
        let _ = write!(out, "\"{MARK}r{}\"", real::format(value));
    }
}

/// Appends a string value as canonical text.
pub fn write_text(out: &mut String, text: &str) {
    if text.starts_with('\u{1}') {
        out.push('"');
        out.push_str(MARK);
        escape(out, text);
        out.push('"');
    } else {
        write_string(out, text);
    }
}

/// Appends a JSON string: quotes, backslashes and control characters escaped, nothing else. Not for values of canonical
/// text, where U+0001 in front is a tag.
pub fn write_string(out: &mut String, text: &str) {
    out.push('"');
    escape(out, text);
    out.push('"');
}

fn escape(out: &mut String, text: &str) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let short = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            0x8 => "\\b",
            0xc => "\\f",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0..=0x1f => "",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        match short {
            "" => {
                let _ = write!(out, "\\u{byte:04x}");
            }
            short => out.push_str(short),
        }
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

/// Appends a tagged scalar, whose text needs no escapes.
pub(super) fn write_tagged(out: &mut String, tag: char, text: impl FnOnce(&mut String)) {
    out.push('"');
    out.push_str(MARK);
    out.push(tag);
    text(out);
    out.push('"');
}

/// The JSON text to show for canonical text: tags removed.
pub fn plain_json(canonical: &str) -> Cow<'_, str> {
    const OPENING: &[u8] = b"\"\\u0001";
    let mut found = memmem::find_iter(canonical.as_bytes(), OPENING).peekable();
    if found.peek().is_none() {
        return Cow::Borrowed(canonical);
    }
    let mut out = String::with_capacity(canonical.len());
    let mut done = 0;
    for at in found {
        // A quote inside of a string is preceded by a backslash. A key has no tag, and is what stands before a colon.
        let after = at + OPENING.len();
        if at > 0 && canonical.as_bytes()[at - 1] == b'\\' || is_key(&canonical[after..]) {
            continue;
        }
        out.push_str(&canonical[done..=at]);
        let tag = usize::from(!canonical[after..].starts_with('\\'));
        done = after + tag;
    }
    out.push_str(&canonical[done..]);
    Cow::Owned(out)
}

/// Whether the string that `rest` ends is followed by a colon.
fn is_key(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return bytes.get(at + 1) == Some(&b':'),
            _ => at += 1,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::Dynamic;
    use super::*;

    #[test]
    fn canonical_text() {
        for (json, canonical) in [
            (" { \"b\" : 1 , \"a\" : [ true , null ] } ", Some(r#"{"b":1,"a":[true,null]}"#)),
            ("[1.0,1.50,1e3,-0,-0.0,0.00001,0.000001,100.0]", Some("[1.0,1.5,1000.0,0,-0.0,0.00001,0.000001,100.0]")),
            ("[9223372036854775807,9223372036854775808]", Some("[9223372036854775807,9223372036854776000.0]")),
            (r#""\u00e9\/\ud83d\ude00\ud800x\u0000""#, Some("\"é/😀\u{fffd}x\\u0000\"")),
            (r#"["\u0001d2020-01-01"]"#, Some(r#"["\u0001\u0001d2020-01-01"]"#)),
            (r#"["2021-11-18T00:03:35"]"#, Some(r#"["\u0001d2021-11-18T00:03:35.0000000Z"]"#)),
            (r#"{"2021-11-18T00:03:35":"2021-11-18"}"#, Some(r#"{"2021-11-18T00:03:35":"2021-11-18"}"#)),
            (r#"{"\u0001d":1}"#, Some(r#"{"\u0001d":1}"#)),
            (r#"{"a":1,"b":{"x":1,"x":2},"a":3}"#, Some(r#"{"a":3,"b":{"x":2}}"#)),
            ("{}", Some("{}")),
            ("1e999", Some(r#""\u0001rInfinity""#)),
            ("", None),
            ("not json", None),
            ("01", None),
            ("1.", None),
            ("NaN", None),
            ("[1,]", None),
            ("{\"a\":1,}", None),
            ("[1] 2", None),
            ("\"a\tb\"", None),
            ("\"\\x\"", None),
            ("\"open", None),
        ] {
            assert_eq!(canonicalize(json).as_deref(), canonical, "{json}");
            assert_eq!(Dynamic::parse_json(json).map(|d| d.canonical()).as_deref(), canonical, "{json}");
        }
    }

    #[test]
    fn depth_is_limited() {
        let nested = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert!(canonicalize(&nested(MAX_DEPTH)).is_some());
        assert_eq!(canonicalize(&nested(MAX_DEPTH + 1)), None);
        assert_eq!(canonicalize(&"[".repeat(1_000_000)), None);
        assert_eq!(Dynamic::parse_json(&nested(MAX_DEPTH + 1)), None);
    }

    #[test]
    fn tags_are_shown_by_nobody() {
        assert!(matches!(plain_json("[1]"), Cow::Borrowed("[1]")));
        assert_eq!(plain_json(r#""\u0001t00:00:01""#), "\"00:00:01\"");
        assert_eq!(plain_json(r#"["a\"\u0001t","\u0001\u0001t"]"#), r#"["a\"\u0001t","\u0001t"]"#);
    }
}
