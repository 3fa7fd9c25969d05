//! Reading the keys of a document, with errors that point at them.

use std::sync::Arc;

use lurcher_diagnostics::Source;

use super::KindError;
use crate::checks::nearest;
use crate::yaml::{Document, Entry, Node, Value};

/// A mapping of a document, read as a `kind`.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    pub(super) document: &'a Document,
    pub(super) node: &'a Node,
    pub(super) kind: &'static str,
}

impl<'a> Fields<'a> {
    pub(super) fn new(document: &'a Document, kind: &'static str) -> Self {
        Self { document, node: &document.root, kind }
    }

    /// The entry of a key that has a value.
    pub(super) fn entry(&self, key: &str) -> Option<&'a Entry> {
        self.node.entry(key).filter(|e| !e.node.is_null())
    }

    fn wrong(&self, node: &Node, key: &str, expected: &'static str) -> KindError {
        KindError::WrongForm { place: self.document.place_of(node), key: key.into(), expected }
    }

    /// The text of a key, trimmed.
    pub(super) fn text(&self, key: &str) -> Result<Option<Arc<str>>, KindError> {
        let Some(entry) = self.entry(key) else { return Ok(None) };
        match entry.node.as_str() {
            Some(text) => Ok(Some(text.trim().into())),
            None => Err(self.wrong(&entry.node, key, "a text")),
        }
    }

    /// The texts of a key that holds a list, or one text.
    pub(super) fn list(&self, key: &str) -> Result<Vec<Arc<str>>, KindError> {
        let Some(entry) = self.entry(key) else { return Ok(Vec::new()) };
        let trimmed = |node: &Node| node.as_str().map(|t| Arc::from(t.trim()));
        let texts = match &entry.node.value {
            Value::Sequence(nodes) => nodes.iter().map(trimmed).collect(),
            _ => trimmed(&entry.node).map(|t| vec![t]),
        };
        texts.ok_or_else(|| self.wrong(&entry.node, key, "a list of texts"))
    }

    /// The mappings of a key that holds a list of them.
    pub(super) fn mappings(&self, key: &str) -> Result<Vec<Fields<'a>>, KindError> {
        let Some(entry) = self.entry(key) else { return Ok(Vec::new()) };
        let wrong = |node| self.wrong(node, key, "a list of mappings");
        let Value::Sequence(nodes) = &entry.node.value else { return Err(wrong(&entry.node)) };
        let mapping = |node: &'a Node| match node.value {
            Value::Mapping(_) => Ok(Fields { node, ..*self }),
            Value::Scalar(..) | Value::Sequence(_) => Err(wrong(node)),
        };
        nodes.iter().map(mapping).collect()
    }

    /// A whole number.
    pub(super) fn number(&self, key: &str) -> Result<Option<u32>, KindError> {
        let Some(entry) = self.entry(key) else { return Ok(None) };
        match entry.node.as_str().and_then(|t| t.trim().parse().ok()) {
            Some(number) => Ok(Some(number)),
            None => Err(self.wrong(&entry.node, key, "a whole number")),
        }
    }

    /// The text of a key that the kind needs.
    pub(super) fn required_text(&self, key: &'static str) -> Result<Arc<str>, KindError> {
        self.required(key)?;
        Ok(self.text(key)?.unwrap_or_default())
    }

    /// The KQL of a key that the kind needs.
    pub(super) fn required_query(&self, key: &'static str) -> Result<Source, KindError> {
        let entry = self.required(key)?;
        self.document.source(&entry.node).ok_or_else(|| self.wrong(&entry.node, key, "a text"))
    }

    fn required(&self, key: &'static str) -> Result<&'a Entry, KindError> {
        let Some(entry) = self.node.entry(key) else {
            let slip = self.node.entries().iter().find(|entry| nearest(&entry.key, [key]).is_some());
            return Err(match slip {
                Some(entry) => KindError::Misspelt {
                    place: self.document.place_of_key(entry),
                    key: Arc::clone(&entry.key),
                    meant: key,
                },
                None => KindError::Missing { place: self.document.place_of(self.node), kind: self.kind, key },
            });
        };
        let empty = entry.node.is_null() || entry.node.as_str().is_some_and(|t| t.trim().is_empty());
        if empty {
            return Err(KindError::Empty { place: self.document.place_of_key(entry), kind: self.kind, key });
        }
        Ok(entry)
    }
}
