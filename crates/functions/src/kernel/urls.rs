//! URLs and their escapes.

use std::borrow::Cow;
use std::fmt::Write;

use lurcher_symbols::values::dynamic::{write_string, write_text};

/// Appends a text with everything escaped but letters, digits and `-_.!*()`.
pub fn escape(text: &str, space: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b' ' => out.push_str(space),
            b'-' | b'_' | b'.' | b'!' | b'*' | b'(' | b')' => out.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => {
                let _ = write!(out, "%{byte:02x}");
            }
        }
    }
}

/// The text without escapes: `+` is a space, `%` begins the two digits of a byte. What is no UTF-8 is replaced.
pub fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '+']) {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).filter(|d| *byte == b'%' && d.iter().all(u8::is_ascii_hexdigit));
        match digits.and_then(|d| u8::from_str_radix(std::str::from_utf8(d).ok()?, 16).ok()) {
            Some(escaped) => {
                out.push(escaped);
                at += 3;
            }
            None => {
                out.push(if *byte == b'+' { b' ' } else { *byte });
                at += 1;
            }
        }
    }
    Cow::Owned(String::from_utf8_lossy(&out).into_owned())
}

/// Appends the parts of a URL as a property bag.
pub fn write_url(url: &str, out: &mut String) {
    let (rest, fragment) = url.split_once('#').unwrap_or((url, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (scheme, rest) = rest.split_once("://").map_or(("", rest), |(scheme, rest)| (scheme, rest));
    let (authority, path) = match rest.find('/') {
        _ if scheme.is_empty() => ("", rest),
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (username, password) = user.split_once(':').unwrap_or((user, ""));
    // The colons of an IPv6 address stand in brackets.
    let (host, port) = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => (host, port),
        _ => (host, ""),
    };
    let parts = [
        ("Scheme", scheme),
        ("Host", host),
        ("Port", port),
        ("Path", if path == "/" { "" } else { path }),
        ("Username", username),
        ("Password", password),
    ];
    out.push('{');
    for (name, value) in parts {
        write_entry(name, value, out);
        out.push(',');
    }
    write_query(query, out);
    out.push(',');
    write_entry("Fragment", fragment, out);
    out.push('}');
}

/// Appends the entry `"Query Parameters":{…}` of a query string.
pub fn write_query(query: &str, out: &mut String) {
    write_string(out, "Query Parameters");
    out.push_str(":{");
    let mut names: Vec<&str> = Vec::new();
    for part in query.trim_start_matches('?').split('&').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        // A bag has each key once; the first value stays.
        if names.contains(&name) {
            continue;
        }
        if !names.is_empty() {
            out.push(',');
        }
        names.push(name);
        write_entry(name, value, out);
    }
    out.push('}');
}

fn write_entry(name: &str, value: &str, out: &mut String) {
    write_string(out, name);
    out.push(':');
    write_text(out, value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let mut out = String::new();
        write_url("scheme://username:password@host:1234/this/is/a/path?k1=v1&k2=v2#fragment", &mut out);
        assert_eq!(
            out,
            r#"{"Scheme":"scheme","Host":"host","Port":"1234","Path":"/this/is/a/path","Username":"username","Password":"password","Query Parameters":{"k1":"v1","k2":"v2"},"Fragment":"fragment"}"#
        );
    }

    #[test]
    fn escapes() {
        assert_eq!(unescape("a%2fb+c%"), "a/b c%");
        assert_eq!(unescape("%D0%9C"), "М");
    }
}
