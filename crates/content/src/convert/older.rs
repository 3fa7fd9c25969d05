//! Texts that readers of YAML 1.1 (PyYAML) take for something else where no quotes stand around them: `no` for a truth
//! value, `2024-01-01` for a date, `12:30` for a number of base 60. <https://yaml.org/type/>

use crate::yaml::{self, Node, ScalarStyle, Value};

/// Words for truth values, the default value and the merge of mappings.
const WORDS: [&str; 10] = ["y", "yes", "on", "n", "no", "off", "true", "false", "=", "<<"];

/// The YAML with quotes around such texts.
pub(super) fn quoted(text: String) -> String {
    let Ok(documents) = yaml::parse(&"".into(), &text.as_str().into()) else { return text };
    let mut found = Vec::new();
    documents.iter().for_each(|document| collect(&document.root, &mut found));
    found.sort_unstable();
    let mut out = String::with_capacity(text.len() + 2 * found.len());
    let mut done = 0;
    for (start, end) in found {
        out.push_str(&text[done..start]);
        out.push('\'');
        out.push_str(&text[start..end]);
        out.push('\'');
        done = end;
    }
    out.push_str(&text[done..]);
    out
}

/// Where such texts stand below a node.
fn collect(node: &Node, found: &mut Vec<(usize, usize)>) {
    let place = |text: &str, start: usize| is_something_else(text).then_some((start, start + text.len()));
    match &node.value {
        // What our own reader takes for a value of another type is one.
        Value::Scalar(text, ScalarStyle::Plain) if super::tree::is_text(text) => found.extend(place(text, node.start)),
        Value::Scalar(..) => {}
        Value::Sequence(nodes) => nodes.iter().for_each(|node| collect(node, found)),
        Value::Mapping(entries) => {
            for entry in entries {
                found.extend(place(&entry.key, entry.key_start));
                collect(&entry.node, found);
            }
        }
    }
}

fn is_something_else(text: &str) -> bool {
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) || is_date(text) || is_number(text)
}

/// `2024-01-01`, with a time behind it or not.
fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let mut digits = |lengths: std::ops::RangeInclusive<usize>| {
        let part = parts.next().unwrap_or_default();
        let count = part.bytes().take_while(u8::is_ascii_digit).count();
        lengths.contains(&count).then(|| &part[count..])
    };
    digits(4..=4) == Some("")
        && digits(1..=2) == Some("")
        && digits(1..=2).is_some_and(|rest| rest.is_empty() || rest.starts_with(['T', 't', ' ', '\t']))
}

/// Numbers with underscores, of base 2, 8 and 60.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let are = |text: &str, is_digit: fn(&u8) -> bool| !text.is_empty() && text.as_bytes().iter().all(is_digit);
    let is_decimal = |byte: &u8| byte.is_ascii_digit() || *byte == b'_';
    let (whole, fraction) = digits.split_once('.').map_or((digits, ""), |(whole, fraction)| (whole, fraction));
    let mut parts = whole.split(':');
    let first =
        parts.next().is_some_and(|part| part.starts_with(|c: char| c.is_ascii_digit()) && are(part, is_decimal));
    let is_below_60 = |part: &str| part.parse::<u8>().is_ok_and(|number| number < 60) && part.len() <= 2;
    let is_of_60 = whole.contains(':') && parts.all(is_below_60);
    let plain =
        (is_of_60 || text.contains('_') && !whole.contains(':')) && (fraction.is_empty() || are(fraction, is_decimal));
    let binary = digits.strip_prefix("0b").is_some_and(|rest| are(rest, |byte| matches!(byte, b'0' | b'1' | b'_')));
    let octal = digits.strip_prefix('0').is_some_and(|rest| are(rest, |byte| matches!(byte, b'0'..=b'7' | b'_')));
    first && plain || binary || octal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_older_readers_take_for_something_else() {
        for text in [
            "no",
            "Yes",
            "ON",
            "off",
            "y",
            "N",
            "=",
            "<<",
            "2024-01-01",
            "2024-1-1",
            "2024-01-01 10:00:00",
            "2024-01-01T10:00:00Z",
            "12:30",
            "1:30:00",
            "-1:30",
            "1:30.5",
            "1_000",
            "1_0.5",
            "0b101",
            "0777",
            "012",
        ] {
            assert!(is_something_else(text), "{text}");
        }
        for text in [
            "nobody",
            "1.0.0",
            "1h",
            "PT1H",
            "T1078.001",
            "2024",
            "2024-01",
            "2024-01-01-x",
            "12:75",
            "a_1",
            "_",
            "10.0.0.1",
            "fe80::1",
            "12:30:",
            "",
            "-",
            "7d",
            "0.2",
            "089",
        ] {
            assert!(!is_something_else(text), "{text}");
        }
    }

    #[test]
    fn quotes_stand_around_them() {
        let yaml = "name: no\non: yes\nlist:\n- 2024-01-01\n- 1.0.0\n- 'no'\n- true\nquery: |\n  no\n".to_owned();
        let expected = "name: 'no'\n'on': 'yes'\nlist:\n- '2024-01-01'\n- 1.0.0\n- 'no'\n- true\nquery: |\n  no\n";
        assert_eq!(quoted(yaml), expected);
    }
}
