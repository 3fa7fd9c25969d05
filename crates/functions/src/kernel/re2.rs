//! Patterns of RE2, the dialect of Kusto's earlier engine, which much of the published content is written for.
//!
//! Today's dialect is that of the `regex` crate (<https://learn.microsoft.com/kusto/query/regex>). Where that refuses a
//! pattern which RE2 reads, the pattern means what it means to RE2: `[` and `&&`, `--`, `~~` in a class stand for
//! themselves, as does a brace that is no repetition; `\Q…\E` quotes; `\07` is an octal number.

/// The pattern in the dialect of the `regex` crate.
pub fn translate(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        rest = match c {
            '\\' => escape(rest, &mut out),
            '[' => class(rest, &mut out),
            '{' if repetition(rest).is_none() => literal(rest, c, &mut out),
            _ => copy(rest, c.len_utf8(), &mut out),
        };
    }
    out
}

/// Takes over so many bytes.
fn copy<'a>(text: &'a str, bytes: usize, out: &mut String) -> &'a str {
    let (head, tail) = text.split_at(bytes);
    out.push_str(head);
    tail
}

/// Takes the first character for itself.
fn literal<'a>(text: &'a str, c: char, out: &mut String) -> &'a str {
    out.push('\\');
    copy(text, c.len_utf8(), out)
}

/// What a backslash begins.
fn escape<'a>(text: &'a str, out: &mut String) -> &'a str {
    if let Some(quoted) = text.strip_prefix(r"\Q") {
        let (quoted, rest) = quoted.split_once(r"\E").unwrap_or((quoted, ""));
        out.push_str(&regex::escape(quoted));
        return rest;
    }
    let digits = text[1..].bytes().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count();
    // A single digit other than 0 would be a reference to a group, which no dialect has.
    if digits > 1 || text[1..].starts_with('0') && digits == 1 {
        let code = u32::from_str_radix(&text[1..=digits], 8).unwrap_or_default();
        out.push_str(&format!("\\x{{{code:x}}}"));
        return &text[1 + digits..];
    }
    let escaped = text[1..].chars().next().map_or(0, char::len_utf8);
    copy(text, 1 + escaped, out)
}

/// A class, whose first character is the bracket.
fn class<'a>(text: &'a str, out: &mut String) -> &'a str {
    let negated = if text[1..].starts_with('^') { 2 } else { 1 };
    let mut rest = copy(text, negated, out);
    let mut first = true;
    while let Some(c) = rest.chars().next() {
        rest = match c {
            ']' if !first => return copy(rest, 1, out),
            ']' => literal(rest, c, out),
            // Words have no ends in a class.
            '\\' if rest[1..].starts_with(['<', '>']) => copy(&rest[1..], 1, out),
            '\\' => escape(rest, out),
            '[' => match rest.strip_prefix("[:").and_then(|name| name.find(":]")) {
                Some(end) => copy(rest, end + 4, out),
                None => literal(rest, c, out),
            },
            '&' | '~' | '-' if rest[1..].starts_with(c) => literal(rest, c, out),
            _ => copy(rest, c.len_utf8(), out),
        };
        first = false;
    }
    rest
}

/// The end of `{2}`, `{2,}` or `{2,5}`.
fn repetition(text: &str) -> Option<usize> {
    let end = text.find('}')?;
    let (least, most) = text[1..end].split_once(',').unwrap_or((&text[1..end], ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    (!least.is_empty() && digits(least) && digits(most)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What RE2 reads, with a text that it matches and one that it does not.
    #[test]
    fn meanings() {
        for (pattern, matching, other) in [
            (r#"^[[",\]]+$"#, r#"[",]"#, "a"),
            ("^[]a[]+$", "a][", "b"),
            ("^[^[]$", "a", "["),
            ("^[[:digit:][]+$", "1[", "a"),
            ("^[a&&b[]+$", "a&b[", "c"),
            ("^{a}$", "{a}", "a"),
            ("^a{1,2}{x}$", "aa{x}", "a"),
            (r"^[\<\>a]+$", "<a>", "b"),
            (r"^\Q[a.b\E+$", "[a.bb", "[axb"),
            (r"^\101[\x{42}\103[]$", "AC", "AA"),
        ] {
            let regex = regex::Regex::new(&translate(pattern)).unwrap_or_else(|e| panic!("{pattern}: {e}"));
            assert!(regex.is_match(matching) && !regex.is_match(other), "{pattern}");
        }
    }

    #[test]
    fn what_no_dialect_has() {
        for pattern in [r"(a)\1", "(?=a)", "[a", "("] {
            assert!(regex::Regex::new(&translate(pattern)).is_err(), "{pattern}");
        }
    }
}
