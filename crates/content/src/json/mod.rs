//! JSON with positions, as the values that YAML gives: what reads a rule's keys reads both.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::text::SIZE_LIMIT;
use crate::watchlists::may_be_template;
use crate::yaml::{DEPTH_LIMIT, Document, Entry, Node, ScalarStyle, Value};
use crate::{Place, arm};

/// Why a text is no JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct JsonError {
    pub(crate) place: Place,
    /// The parser's words.
    pub(crate) reason: String,
}

/// The value of a JSON text.
pub(crate) fn parse(file: &Arc<str>, text: &Arc<str>) -> Result<Document, JsonError> {
    let whole: &RawValue = serde_json::from_str(text).map_err(|error| told(file, text, &error))?;
    let too_deep = || JsonError {
        place: Place::file(file.clone()),
        reason: format!("lists and objects are nested more than {DEPTH_LIMIT} deep"),
    };
    let root = Reader { text }.node(whole, DEPTH_LIMIT).ok_or_else(too_deep)?;
    Ok(Document { file: file.clone(), text: text.clone(), root })
}

/// The error at its place, whose line and column the parser's words end with.
fn told(file: &Arc<str>, text: &Arc<str>, error: &serde_json::Error) -> JsonError {
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (line_start + error.column().saturating_sub(1)).min(text.len());
    let said = error.to_string();
    let reason = said.rsplit_once(" at line ").map_or(&*said, |(reason, _)| reason).to_owned();
    JsonError { place: Place::new(file.clone(), text.clone(), at..at), reason }
}

/// What a JSON file may hold, told without parsing it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Holds {
    pub(crate) content: bool,
    pub(crate) watchlist: bool,
}

/// What the file may hold; nothing where it is larger than content may be.
pub(crate) fn holds(path: &Path) -> Holds {
    let size = std::fs::metadata(path).map_or(u64::MAX, |metadata| metadata.len());
    if size > SIZE_LIMIT {
        return Holds::default();
    }
    let bytes = std::fs::read(path).unwrap_or_default();
    Holds { content: arm::may_hold_content(&bytes), watchlist: may_be_template(&bytes) }
}

struct Reader<'a> {
    text: &'a str,
}

impl<'a> Reader<'a> {
    /// Where a piece of the text begins.
    fn start(&self, piece: &str) -> usize {
        piece.as_ptr() as usize - self.text.as_ptr() as usize
    }

    /// The value of a piece that is JSON; nothing where it is nested deeper than `depth`.
    fn node(&self, raw: &'a RawValue, depth: usize) -> Option<Node> {
        let piece = raw.get();
        let depth = depth.checked_sub(1)?;
        let value = match piece.as_bytes().first() {
            Some(b'{') => {
                let members = self.members(piece)?;
                let entry = |(key, raw): (String, &'a RawValue)| {
                    let node = self.node(raw, depth)?;
                    Some(Entry { key_start: self.key_start(&key, node.start), key: key.into(), node })
                };
                Value::Mapping(members.into_iter().map(entry).collect::<Option<_>>()?)
            }
            Some(b'[') => {
                let items = self.items(piece)?;
                Value::Sequence(items.into_iter().map(|raw| self.node(raw, depth)).collect::<Option<_>>()?)
            }
            Some(b'"') => {
                let text: String = serde_json::from_str(piece).ok()?;
                Value::Scalar(text.into(), ScalarStyle::DoubleQuoted)
            }
            _ => Value::Scalar(piece.into(), ScalarStyle::Plain),
        };
        Some(Node { value, start: self.start(piece) })
    }

    fn members(&self, piece: &'a str) -> Option<Vec<(String, &'a RawValue)>> {
        serde_json::Deserializer::from_str(piece).deserialize_map(Members).ok()
    }

    fn items(&self, piece: &'a str) -> Option<Vec<&'a RawValue>> {
        serde_json::Deserializer::from_str(piece).deserialize_seq(Items).ok()
    }

    /// Where the name of a member begins whose value stands at `value`. A name with escapes in it counts from its end.
    fn key_start(&self, key: &str, value: usize) -> usize {
        let before = self.text[..value].trim_end().trim_end_matches(':').trim_end().trim_end_matches('"');
        before.len().saturating_sub(key.len())
    }
}

/// The members of an object, of which two may have one name.
struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

/// The items of a list.
struct Items;

impl<'de> Visitor<'de> for Items {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(items)
    }
}

#[cfg(test)]
mod tests {
    use lurcher_diagnostics::Span;

    use super::*;

    fn document(text: &str) -> Document {
        parse(&"x.json".into(), &Arc::from(text)).unwrap()
    }

    #[test]
    fn values_and_where_they_stand() {
        let document = document("{\"a\": [1, true, null, -2.5e3],\n \"b\" : {\"c\\n\": \"x\\ty\"}, \"\": []}");
        let root = &document.root;
        let Value::Sequence(items) = &root.get("a").unwrap().value else { panic!("a list") };
        let texts: Vec<_> = items.iter().filter_map(Node::as_str).collect();
        assert_eq!(texts, ["1", "true", "null", "-2.5e3"]);
        assert!(items[2].is_null());
        let b = root.entry("b").unwrap();
        assert_eq!((b.key_start, b.node.start), (33, 38));
        assert_eq!(b.node.get("c\n").and_then(Node::as_str), Some("x\ty"));
        assert_eq!(root.entries().len(), 3);
    }

    #[test]
    fn a_text_knows_the_place_of_each_of_its_characters() {
        let text = "{\"q\": \"T\\r\\n| where a == \\\"\\ud83d\\ude00\\u00e4\\\" and b\"}";
        let document = document(text);
        let source = document.source(document.root.get("q").unwrap()).unwrap();
        assert_eq!(&*source.text, "T\r\n| where a == \"😀ä\" and b");
        for word in ["where", "==", "and", "b"] {
            let at = source.text.rfind(word).unwrap();
            let column = source.position(Span::new(Default::default(), at, at + 1)).column;
            assert_eq!(column, text.rfind(word).unwrap() + 1, "{word}");
        }
    }

    #[test]
    fn what_is_no_json_has_a_place() {
        let error = parse(&"x.json".into(), &Arc::from("{\n \"a\": [1,]\n}")).unwrap_err();
        assert_eq!((error.place.to_string(), &*error.reason), ("x.json:2:10".to_owned(), "expected value"));
        let deep = "[".repeat(200) + &"]".repeat(200);
        assert!(parse(&"x.json".into(), &Arc::from(deep)).is_err());
    }
}
