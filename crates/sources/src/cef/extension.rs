//! The keys and values of an extension.

use std::borrow::Cow;

use super::columns::COLUMNS;

/// The keys and values of an extension. A key stands behind a blank and before `=`; a value holds blanks.
pub(super) fn pairs(extension: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut key = key_at(extension, 0);
    std::iter::from_fn(move || {
        let (start, end) = key?;
        let name = &extension[start..end];
        let only_known = matches!(name, "request" | "msg");
        let mut from = end + 1;
        let next = loop {
            let found = next_key(extension, from);
            match found {
                Some((start, end)) if only_known && !is_certain(&extension[start..end]) => from = end + 1,
                found => break found,
            }
        };
        let value_end = next.map_or(extension.len(), |(start, _)| start);
        key = next;
        Some((name, extension[end + 1..value_end].trim()))
    })
}

/// The next key behind a blank, from a place on.
fn next_key(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut from = from;
    loop {
        let equals = from + memchr::memchr(b'=', &text.as_bytes()[from..])?;
        let name = text.as_bytes()[..equals].iter().rev().take_while(|b| is_key(**b)).count();
        let start = equals - name;
        // The blank has to be behind the last key's `=`, or be it.
        if name > 0 && start > 0 && text.as_bytes()[start - 1] == b' ' {
            return Some((start, equals));
        }
        from = equals + 1;
    }
}

/// The key that begins at a place, or else the next.
fn key_at(text: &str, at: usize) -> Option<(usize, usize)> {
    let name = text.as_bytes()[at..].iter().take_while(|b| is_key(**b)).count();
    if name > 0 && text.as_bytes().get(at + name) == Some(&b'=') {
        return Some((at, at + name));
    }
    next_key(text, at)
}

/// Whether nobody would take it for a word of a text or a parameter of a URL.
fn is_certain(key: &str) -> bool {
    COLUMNS.contains_key(key) || key.bytes().skip(1).any(|b| b.is_ascii_uppercase())
}

fn is_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-')
}

/// A value without its escapes.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\\', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, chars.as_str().chars().next()) {
            ('\\', Some(escaped @ ('\\' | '=' | '|'))) => out.push(escaped),
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some('r')) => out.push('\r'),
            _ => {
                out.push(c);
                continue;
            }
        }
        chars.next();
    }
    Cow::Owned(out)
}
