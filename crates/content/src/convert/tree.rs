//! Documents as trees of plain values, which both YAML and JSON can write.

use std::sync::Arc;

use serde_json::{Map, Number, Value};

use super::{ConvertError, older};
use crate::yaml::{self, Document, Node, ScalarStyle};

/// The value of a node, in the types that it has in JSON.
pub(super) fn value(document: &Document, node: &Node) -> Result<Value, ConvertError> {
    match &node.value {
        yaml::Value::Scalar(text, ScalarStyle::Plain) => {
            plain(text).ok_or_else(|| ConvertError::Number { place: document.place_of(node), text: Arc::clone(text) })
        }
        yaml::Value::Scalar(text, _) => Ok(text.to_string().into()),
        yaml::Value::Sequence(nodes) => nodes.iter().map(|node| value(document, node)).collect(),
        yaml::Value::Mapping(entries) => {
            let mut members = Map::new();
            for entry in entries {
                if members.insert(entry.key.to_string(), value(document, &entry.node)?).is_some() {
                    let place = document.place_of_key(entry);
                    return Err(ConvertError::DuplicateKey { place, key: Arc::clone(&entry.key) });
                }
            }
            Ok(members.into())
        }
    }
}

/// What a word without quotes is: `null`, a truth value, a number, or a text. Nothing where it is a number that cannot
/// be kept to its last digit.
fn plain(text: &str) -> Option<Value> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Some(Value::Null),
        "true" | "True" | "TRUE" => return Some(true.into()),
        "false" | "False" | "FALSE" => return Some(false.into()),
        _ => {}
    }
    let digits = text.trim_start_matches(['+', '-', '.']);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) && !matches!(&*digits.to_ascii_lowercase(), "inf" | "nan") {
        return Some(text.into());
    }
    // What is a number is the writer's to say: it puts in quotes what it would take for one.
    match serde_yaml::from_str(text) {
        Ok(serde_yaml::Value::Number(number)) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => Some(number.into()),
            (_, Some(number)) => Some(number.into()),
            _ => number.as_f64().and_then(Number::from_f64).filter(|_| !is_whole(digits)).map(Value::Number),
        },
        Err(_) if is_whole(digits) => None,
        // Too large for any number, and to the writer a text.
        _ if text.parse::<f64>().is_ok_and(f64::is_infinite) && digits.starts_with(|c: char| c.is_ascii_digit()) => {
            None
        }
        _ => Some(text.into()),
    }
}

/// Whether a word without quotes is a text.
pub(super) fn is_text(text: &str) -> bool {
    plain(text).is_some_and(|value| value.is_string())
}

fn is_whole(digits: &str) -> bool {
    digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// The value as a YAML document.
pub(super) fn to_yaml(value: &Value) -> Option<String> {
    let text = older::quoted(serde_yaml::to_string(value).ok()?);
    (read_yaml(&text)? == *value).then_some(text)
}

/// The value of a YAML text as it will be read.
fn read_yaml(text: &str) -> Option<Value> {
    let documents = yaml::parse(&"".into(), &text.into()).ok()?;
    let [document] = &documents[..] else { return None };
    value(document, &document.root).ok()
}

/// The value as a JSON text.
pub(super) fn to_json(value: &Value) -> Option<String> {
    serde_json::to_string_pretty(value).ok().map(|text| text + "\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_without_quotes_have_types() {
        for (text, value) in [
            ("1", json!(1)),
            ("-5", json!(-5)),
            ("18446744073709551615", json!(18446744073709551615_u64)),
            ("1.50", json!(1.5)),
            ("1.0.0", json!("1.0.0")),
            ("0x1F", json!(31)),
            ("1h", json!("1h")),
            ("007", json!("007")),
            ("True", json!(true)),
            ("yes", json!("yes")),
            ("~", json!(null)),
            ("-", json!("-")),
            ("2024-01-01", json!("2024-01-01")),
            ("infinite", json!("infinite")),
        ] {
            assert_eq!(plain(text), Some(value), "{text}");
        }
        for text in ["99999999999999999999999", ".nan", "-.inf", "1e999"] {
            assert_eq!(plain(text), None, "{text}");
        }
    }

    #[test]
    fn texts_are_written_byte_for_byte() {
        for text in [
            "T\n| take 1\n",
            "T\n| take 1",
            "  T\n| take 1\n\n",
            "\nT\n",
            "\n",
            "T \n| take 1\n",
            "T\n\t| take 1",
            "T\r\n| take 1\r\n",
            "a\rb",
            "#x\n",
            "- x\n  y",
            "é\n😀\n",
            "\u{7}\n",
            "\u{85}a\nb",
            "null",
            "1.0",
            "",
            " ",
            "a: b",
            "'",
            "\"\n\\",
            "...\n---\n",
            "\u{FEFF}x\ny",
            "|\n",
            "%\n",
            "    \n  a\n",
        ] {
            let value = json!({"query": text, "list": [text, {"x": text}]});
            assert!(to_yaml(&value).is_some(), "{text:?}: {}", serde_yaml::to_string(&value).unwrap());
        }
        // To the writer this ends a line, to YAML 1.2 it does not.
        assert_eq!(to_yaml(&json!({"query": "\u{2028}\n"})), None);
        assert_eq!(to_yaml(&json!({"query": "T\n| take 1\n"})).unwrap(), "query: |\n  T\n  | take 1\n");
    }
}
