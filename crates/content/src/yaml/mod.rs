//! YAML with positions.
//!
//! One event parser (saphyr, YAML 1.2) gives values and marks alike, so that a value and its place can never disagree.
//! Scalars stay the text that was written: what a number or a truth value is, the reader of a key decides.

mod beside;
mod error;
mod offsets;
mod parser;

use std::ops::Range;
use std::sync::Arc;

use lurcher_diagnostics::{Origin, Source};
pub use saphyr_parser::ScalarStyle;

use crate::Place;
pub(crate) use beside::{Beside, beside};
pub use error::YamlError;
pub use parser::{DEPTH_LIMIT, NODE_LIMIT, parse};

/// One document of a YAML file.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file's name.
    pub file: Arc<str>,
    /// The whole file's text.
    pub text: Arc<str>,
    /// The document's value.
    pub root: Node,
}

/// A value and where it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// The offset of its first byte in the file; of a block scalar, of its content.
    pub start: usize,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A scalar as text, and how it was written.
    Scalar(Arc<str>, ScalarStyle),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in order.
    Mapping(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Arc<str>,
    /// The offset of the key's first byte in the file.
    pub key_start: usize,
    /// The value.
    pub node: Node,
}

impl Node {
    /// The text of a scalar.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text, _) => Some(text),
            Value::Sequence(_) | Value::Mapping(_) => None,
        }
    }

    /// Whether nothing is written: an empty plain scalar, `~` or `null`.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar(text, ScalarStyle::Plain) if matches!(&**text, "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The entries of a mapping; none of anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            Value::Scalar(..) | Value::Sequence(_) => &[],
        }
    }

    /// The entry of that key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|e| &*e.key == key)
    }

    /// The value of that key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|e| &e.node)
    }
}

impl Document {
    /// Whether it was read from JSON, in which no document of YAML begins.
    pub fn is_json(&self) -> bool {
        self.text.trim_start().starts_with(['{', '['])
    }

    /// The place of `range` in the file.
    pub fn place(&self, range: Range<usize>) -> Place {
        Place::new(self.file.clone(), self.text.clone(), range)
    }

    /// The place of a node: all of a scalar that stands in the file as it is, else where the node starts.
    pub fn place_of(&self, node: &Node) -> Place {
        let length = match &node.value {
            Value::Scalar(text, ScalarStyle::Plain) if self.text[node.start..].starts_with(&**text) => text.len(),
            Value::Scalar(text, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted)
                if self.text[node.start..].get(1..).is_some_and(|rest| rest.starts_with(&**text)) =>
            {
                text.len() + 2
            }
            Value::Scalar(..) | Value::Sequence(_) | Value::Mapping(_) => 0,
        };
        self.place(node.start..node.start + length)
    }

    /// The place of a key.
    pub fn place_of_key(&self, entry: &Entry) -> Place {
        self.place(entry.key_start..entry.key_start + entry.key.len())
    }

    /// The text of a scalar as a source whose positions are those of the file; `None` for anything but a scalar.
    pub fn source(&self, node: &Node) -> Option<Source> {
        let Value::Scalar(value, style) = &node.value else { return None };
        let map = offsets::map(&self.text, node.start, *style, value);
        let origin = Origin { text: self.text.clone(), map };
        Some(Source { name: self.file.clone(), text: value.clone(), origin: Some(origin) })
    }
}
