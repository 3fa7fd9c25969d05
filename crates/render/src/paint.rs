//! ANSI colours.

/// A style of a terminal: the number of its escape sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Bold,
    Dim,
    Failed,
    Key,
    Text,
    Number,
    Word,
}

impl Style {
    const fn code(self) -> &'static str {
        match self {
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Failed => "31",
            Style::Key => "34",
            Style::Text => "32",
            Style::Number => "36",
            Style::Word => "35",
        }
    }
}

/// Appends the text in a style, where the reader takes colours.
pub(crate) fn write(out: &mut String, colour: bool, style: Style, text: &str) {
    if colour && !text.is_empty() {
        out.push_str("\u{1b}[");
        out.push_str(style.code());
        out.push('m');
        out.push_str(text);
        out.push_str("\u{1b}[0m");
    } else {
        out.push_str(text);
    }
}

/// Appends JSON with colours for keys, texts, numbers and words. It may break off anywhere, as a cell does that was
/// shortened.
pub(crate) fn write_json(out: &mut String, json: &str) {
    let mut rest = json;
    while let Some(first) = rest.chars().next() {
        let (length, style) = match first {
            '"' => {
                let length = string_length(rest);
                let is_key = rest[length..].trim_start().starts_with(':');
                (length, Some(if is_key { Style::Key } else { Style::Text }))
            }
            '0'..='9' | '-' => {
                (run(rest, |c| matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')), Some(Style::Number))
            }
            c if c.is_ascii_alphabetic() => (run(rest, |c| c.is_ascii_alphabetic()), Some(Style::Word)),
            c => (c.len_utf8(), None),
        };
        let (token, after) = rest.split_at(length);
        match style {
            Some(style) => write(out, true, style, token),
            None => out.push_str(token),
        }
        rest = after;
    }
}

/// The bytes of the string literal that the text begins with, or of what is left of it.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The bytes of the characters in front that fit.
fn run(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(json: &str) -> String {
        let mut out = String::new();
        write_json(&mut out, json);
        out
    }

    #[test]
    fn each_kind_of_token_has_a_colour() {
        assert_eq!(
            painted(r#"{"a\"":["b",-1.5e3,null]}"#),
            "{\u{1b}[34m\"a\\\"\"\u{1b}[0m:[\u{1b}[32m\"b\"\u{1b}[0m,\u{1b}[36m-1.5e3\u{1b}[0m,\u{1b}[35mnull\u{1b}[0m]}"
        );
    }

    #[test]
    fn nothing_is_lost_wherever_it_breaks_off() {
        let json = r#"{"ключ\\":["\"b",-1.5,{"c":true}],"d":"é\\"}"#;
        for (end, _) in json.char_indices() {
            let painted = painted(&json[..end]);
            let mut plain = String::new();
            let mut parts = painted.split('\u{1b}');
            plain.push_str(parts.next().unwrap_or_default());
            parts.for_each(|part| plain.push_str(part.split_once('m').map_or("", |(_, text)| text)));
            assert_eq!(plain, json[..end]);
        }
    }
}
