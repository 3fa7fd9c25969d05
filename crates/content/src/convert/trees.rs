//! Values of YAML and JSON as one kind of tree, and as text.

use serde_json::{Map, Number, Value};

use crate::yaml::{self, Node, ScalarStyle};

/// The value of a node. A plain text is a number only where JSON writes the number in the same way.
pub(crate) fn of(node: &Node) -> Value {
    match &node.value {
        yaml::Value::Scalar(..) if node.is_null() => Value::Null,
        yaml::Value::Scalar(text, ScalarStyle::Plain) => plain(text),
        yaml::Value::Scalar(text, _) => Value::String(text.to_string()),
        yaml::Value::Sequence(nodes) => nodes.iter().map(of).collect(),
        yaml::Value::Mapping(entries) => {
            entries.iter().map(|entry| (entry.key.to_string(), of(&entry.node))).collect::<Map<_, _>>().into()
        }
    }
}

fn plain(text: &str) -> Value {
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => {
            let number = serde_json::from_str::<Number>(text).ok().filter(|number| number.to_string() == text);
            number.map_or_else(|| Value::String(text.to_owned()), Value::Number)
        }
    }
}

/// The members of an object; none of anything else.
pub(super) fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// The tree as YAML. A text of several lines is a block.
pub(super) fn yaml(tree: &Map<String, Value>) -> String {
    // A tree of texts, numbers, lists and objects is always written.
    serde_yaml::to_string(tree).unwrap_or_default()
}

/// The tree as JSON.
pub(super) fn json(tree: &Value) -> String {
    format!("{tree:#}\n")
}

/// The lines of all texts of several lines.
pub(super) fn lines_of_texts(node: &Node) -> Vec<&str> {
    match &node.value {
        yaml::Value::Scalar(text, _) if text.contains('\n') => text.lines().collect(),
        yaml::Value::Scalar(..) => Vec::new(),
        yaml::Value::Sequence(nodes) => nodes.iter().flat_map(lines_of_texts).collect(),
        yaml::Value::Mapping(entries) => entries.iter().flat_map(|entry| lines_of_texts(&entry.node)).collect(),
    }
}

/// The tree with its texts as a template has them: one that begins with `[` would be an expression.
pub(super) fn escaped(value: Value) -> Value {
    match value {
        Value::String(text) if text.starts_with('[') => Value::String(format!("[{text}")),
        Value::Array(items) => items.into_iter().map(escaped).collect(),
        Value::Object(members) => {
            members.into_iter().map(|(key, value)| (key, escaped(value))).collect::<Map<_, _>>().into()
        }
        other => other,
    }
}
