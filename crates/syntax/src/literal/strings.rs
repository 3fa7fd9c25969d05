//! Strings: from their written form to their value and back.

use std::fmt::Write;

use crate::lexer::escape;

/// The value of a string token, prefix and quotes included. What the lexer has reported is taken as it stands.
pub(crate) fn unquote(token: &str) -> String {
    let text = token.strip_prefix(['h', 'H']).unwrap_or(token);
    for fence in ["```", "~~~"] {
        if let Some(inner) = text.strip_prefix(fence) {
            return inner.strip_suffix(fence).unwrap_or(inner).to_owned();
        }
    }
    let (verbatim, text) = match text.strip_prefix('@') {
        Some(text) => (true, text),
        None => (false, text),
    };
    let Some(quote) = text.chars().next() else { return String::new() };
    let inner = &text[quote.len_utf8()..];
    let inner = inner.strip_suffix(quote).unwrap_or(inner);
    if verbatim {
        return inner.replace(&format!("{quote}{quote}"), quote.encode_utf8(&mut [0; 4]));
    }
    unescape(inner)
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // The first half of a character that is written as two \u sequences.
    let mut high: Option<u32> = None;
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        if at > 0 {
            flush(&mut high, &mut out);
        }
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Ok((after, sequence)) = escape(rest) else {
            flush(&mut high, &mut out);
            out.push('\\');
            rest = &rest[1..];
            continue;
        };
        rest = after;
        let code = code_point(sequence);
        match (high.take(), code) {
            (Some(first), 0xDC00..=0xDFFF) => push(&mut out, 0x10000 + ((first - 0xD800) << 10) + (code - 0xDC00)),
            (first, code) => {
                high = first;
                flush(&mut high, &mut out);
                match code {
                    0xD800..=0xDBFF => high = Some(code),
                    _ => push(&mut out, code),
                }
            }
        }
    }
    if !rest.is_empty() {
        flush(&mut high, &mut out);
    }
    out.push_str(rest);
    flush(&mut high, &mut out);
    out
}

fn flush(high: &mut Option<u32>, out: &mut String) {
    if high.take().is_some() {
        out.push(char::REPLACEMENT_CHARACTER);
    }
}

fn push(out: &mut String, code: u32) {
    out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
}

fn code_point(sequence: &str) -> u32 {
    let body = &sequence[1..];
    let number = |digits, radix| u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    match body.as_bytes()[0] {
        b'a' => 0x07,
        b'b' => 0x08,
        b'f' => 0x0C,
        b'n' => 0x0A,
        b'r' => 0x0D,
        b't' => 0x09,
        b'v' => 0x0B,
        b'u' | b'U' | b'x' => number(&body[1..], 16),
        b'0'..=b'7' => number(body, 8),
        other => u32::from(other),
    }
}

/// The string as a literal in double quotes.
pub(crate) fn quote(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
