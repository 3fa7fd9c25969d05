//! Arrays and bags in canonical JSON, taken apart without parsing their values.

use std::borrow::Cow;

use super::is_full;

/// Fills `out` with the elements of an array; `false` where the text is no array.
pub fn elements<'a>(text: Option<&'a str>, out: &mut Vec<&'a str>) -> bool {
    out.clear();
    let Some(inner) = text.and_then(|t| t.strip_prefix('[')) else { return false };
    split(inner, |element| out.push(element));
    true
}

/// The number of elements of an array; none where the text is no array.
pub fn count(text: Option<&str>) -> Option<i64> {
    let inner = text?.strip_prefix('[')?;
    let mut count = 0;
    split(inner, |_| count += 1);
    Some(count)
}

/// Fills `out` with the keys (in quotes) and values of a bag; `false` where the text is no bag.
pub fn entries<'a>(text: Option<&'a str>, out: &mut Vec<(&'a str, &'a str)>) -> bool {
    out.clear();
    let Some(inner) = text.and_then(|t| t.strip_prefix('{')) else { return false };
    split(inner, |entry| {
        let key = string_end(entry.as_bytes(), 0);
        out.push((&entry[..key], entry.get(key + 1..).unwrap_or("null")));
    });
    true
}

/// The key (in quotes) of a bag's entry.
pub fn key(entry: &str) -> &str {
    &entry[..string_end(entry.as_bytes(), 0)]
}

/// Calls `f` for what stands between the commas of the outermost level, up to the closing bracket.
pub fn split<'a>(inner: &'a str, mut f: impl FnMut(&'a str)) {
    let bytes = inner.as_bytes();
    let (mut at, mut start, mut depth) = (0, 0, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = string_end(bytes, at);
                continue;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth == 0 => break,
            b']' | b'}' => depth -= 1,
            b',' if depth == 0 => {
                f(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    if start < at {
        f(&inner[start..at]);
    }
}

/// The place after a string that begins at `start`.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        at += found;
        if bytes[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

/// Writes an array of elements.
pub fn write_array<'a>(elements: impl IntoIterator<Item = &'a str>, out: &mut String) {
    out.push('[');
    for (i, element) in elements.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        out.push_str(element);
        if is_full(out) {
            break;
        }
    }
    out.push(']');
}

/// Writes a bag of keys (in quotes) and values.
pub fn write_bag<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>, out: &mut String) {
    out.push('{');
    for (i, (key, value)) in entries.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        out.push_str(key);
        out.push(':');
        out.push_str(value);
    }
    out.push('}');
}

/// Whether two canonical values are the same: numbers by their value, bags whatever the order of their keys.
pub fn same(a: &str, b: &str) -> bool {
    a == b || normal(a) == normal(b)
}

/// A text that is the same for values that are the same.
pub fn normal(canonical: &str) -> Cow<'_, str> {
    match canonical.as_bytes().first() {
        Some(b'-') if canonical == "-0.0" => Cow::Borrowed("0"),
        Some(b'-' | b'0'..=b'9') => Cow::Borrowed(canonical.strip_suffix(".0").unwrap_or(canonical)),
        Some(b'[') => {
            let (mut array, mut out) = (Vec::new(), String::new());
            elements(Some(canonical), &mut array);
            let array: Vec<Cow<'_, str>> = array.into_iter().map(normal).collect();
            write_array(array.iter().map(AsRef::as_ref), &mut out);
            Cow::Owned(out)
        }
        Some(b'{') => {
            let (mut bag, mut out) = (Vec::new(), String::new());
            entries(Some(canonical), &mut bag);
            bag.sort_unstable();
            let bag: Vec<(&str, Cow<'_, str>)> = bag.into_iter().map(|(key, value)| (key, normal(value))).collect();
            write_bag(bag.iter().map(|(key, value)| (*key, value.as_ref())), &mut out);
            Cow::Owned(out)
        }
        // A decimal is a tagged string.
        _ => match canonical.strip_prefix("\"\\u0001m").and_then(|text| text.strip_suffix('"')) {
            Some(decimal) => Cow::Borrowed(decimal),
            None => Cow::Borrowed(canonical),
        },
    }
}

/// The place of an element: negative ones count from the end.
pub fn from_end(place: i64, length: usize) -> i64 {
    if place < 0 { place.saturating_add(length as i64) } else { place }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let mut array = Vec::new();
        assert!(elements(Some(r#"[1,"a,]\"b",[2,3],{"k":[4,5]},null]"#), &mut array));
        assert_eq!(array, ["1", r#""a,]\"b""#, "[2,3]", r#"{"k":[4,5]}"#, "null"]);
        assert!(elements(Some("[]"), &mut array));
        assert!(array.is_empty());
        assert!(!elements(Some("{}"), &mut array));
        assert!(!elements(None, &mut array));
        assert_eq!(count(Some("[[],[]]")), Some(2));
        let mut bag = Vec::new();
        assert!(entries(Some(r#"{"a\"":1,"b":{"c":2}}"#), &mut bag));
        assert_eq!(bag, [(r#""a\"""#, "1"), ("\"b\"", r#"{"c":2}"#)]);
    }

    #[test]
    fn same_values() {
        assert!(same("15", "15.0"));
        assert!(same(r#"{"a":1,"b":2}"#, r#"{"b":2,"a":1}"#));
        assert!(!same("\"15\"", "15"));
        assert!(!same("null", "\"null\""));
    }
}
