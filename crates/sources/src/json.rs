//! JSON objects, read field by field without a tree.

use std::borrow::Cow;

use jiter::{Jiter, Peek};
use lurcher_symbols::ScalarType;
use lurcher_symbols::values::dynamic::{self, Dynamic};

use crate::rows::{Cell, Row};

/// The fields of an object in their order. What is inside of them is read when somebody asks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Object<'a> {
    fields: Vec<(Cow<'a, str>, Value<'a>)>,
}

/// A value's text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value<'a> {
    kind: Peek,
    text: &'a str,
}

impl<'a> Object<'a> {
    /// The object that a text is; an error says why it is none.
    pub(crate) fn parse(text: &'a str) -> Result<Self, &'static str> {
        const BROKEN: &str = "broken JSON";
        let mut json = Jiter::new(text.as_bytes());
        if json.peek().map_err(|_| BROKEN)? != Peek::Object {
            return Err("no JSON object");
        }
        let mut fields = Vec::new();
        let mut key = json.known_object().map_err(|_| BROKEN)?.map(str::to_owned);
        while let Some(name) = key {
            let kind = json.peek().map_err(|_| BROKEN)?;
            let start = json.current_index();
            json.known_skip(kind).map_err(|_| BROKEN)?;
            fields.push((Cow::Owned(name), Value { kind, text: &text[start..json.current_index()] }));
            key = json.next_key().map_err(|_| BROKEN)?.map(str::to_owned);
        }
        json.finish().map_err(|_| BROKEN)?;
        Ok(Self { fields })
    }

    /// The fields.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, Value<'a>)> {
        self.fields.iter().map(|(name, value)| (&**name, *value))
    }

    /// The value of a key that is not null.
    pub(crate) fn get(&self, name: &str) -> Option<Value<'a>> {
        let field = self.fields.iter().rfind(|(key, _)| key == name);
        field.map(|(_, value)| *value).filter(|value| value.kind != Peek::Null)
    }

    /// Whether there is such a key.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(key, _)| key == name)
    }

    /// The value at the end of a path of keys.
    pub(crate) fn at(&self, path: &[&str]) -> Option<Value<'a>> {
        let (first, rest) = path.split_first()?;
        let value = self.get(first)?;
        if rest.is_empty() { Some(value) } else { value.object()?.at(rest) }
    }

    /// The text of the value at the end of a path; nothing where there is none.
    pub(crate) fn text(&self, path: &[&str]) -> Cow<'a, str> {
        self.at(path).map(Value::text).unwrap_or_default()
    }

    /// The whole number at the end of a path.
    pub(crate) fn long(&self, path: &[&str]) -> Option<i64> {
        self.at(path)?.long()
    }
}

impl<'a> Value<'a> {
    /// Whether it is null.
    pub(crate) fn is_null(self) -> bool {
        self.kind == Peek::Null
    }

    /// Whether it is an object or an array.
    pub(crate) fn is_nested(self) -> bool {
        matches!(self.kind, Peek::Object | Peek::Array)
    }

    /// The object that it is.
    pub(crate) fn object(self) -> Option<Object<'a>> {
        if self.kind != Peek::Object {
            return None;
        }
        Object::parse(self.text).ok()
    }

    /// The elements of the array that it is.
    pub(crate) fn elements(self) -> Option<Vec<Value<'a>>> {
        if self.kind != Peek::Array {
            return None;
        }
        let mut json = Jiter::new(self.text.as_bytes());
        let mut elements = Vec::new();
        let mut next = json.next_array().ok()?;
        while let Some(kind) = next {
            let start = json.current_index();
            json.known_skip(kind).ok()?;
            elements.push(Value { kind, text: &self.text[start..json.current_index()] });
            next = json.array_step().ok()?;
        }
        Some(elements)
    }

    /// A string's text, and the JSON of anything else without white space; nothing for null.
    pub(crate) fn text(self) -> Cow<'a, str> {
        match self.kind {
            Peek::Null => Cow::Borrowed(""),
            Peek::String => unquoted(self.text),
            Peek::Object | Peek::Array => match dynamic::canonicalize_strict(self.text) {
                Some(json) => Cow::Owned(dynamic::plain_json(&json).into_owned()),
                None => Cow::Borrowed(self.text),
            },
            _ => Cow::Borrowed(self.text),
        }
    }

    /// The whole number that it is, or that its text spells.
    pub(crate) fn long(self) -> Option<i64> {
        self.text().trim().parse().ok()
    }

    /// The text as it stands.
    pub(crate) fn json(self) -> &'a str {
        self.text
    }

    /// The KQL type that such a value has where nobody declares one.
    pub(crate) fn ty(self) -> ScalarType {
        match self.kind {
            Peek::True | Peek::False => ScalarType::Bool,
            Peek::Object | Peek::Array => ScalarType::Dynamic,
            Peek::String | Peek::Null => ScalarType::String,
            _ if self.text.bytes().all(|b| b.is_ascii_digit() || b == b'-') => ScalarType::Long,
            _ => ScalarType::Real,
        }
    }
}

impl Row<'_> {
    /// Sets a documented column to a value of JSON. A dynamic column whose value is a text that holds a JSON object or
    /// array has that, as exports write it.
    pub(crate) fn json(&mut self, name: &str, ty: ScalarType, value: Value<'_>) -> bool {
        match (value.kind, ty) {
            (Peek::Null, _) => true,
            (Peek::True, _) => self.add(name, Some(ty), Cell::Bool(true)),
            (Peek::False, _) => self.add(name, Some(ty), Cell::Bool(false)),
            (Peek::String, ScalarType::Dynamic) => {
                let text = value.text();
                let holds_json = text.starts_with(['{', '[']) && dynamic::canonical_text(&text).is_some();
                self.add(name, Some(ty), if holds_json { Cell::Json(&text) } else { Cell::Json(value.text) })
            }
            (_, ScalarType::Dynamic) => self.add(name, Some(ty), Cell::Json(value.text)),
            (Peek::Object | Peek::Array, ScalarType::String) => self.add(name, Some(ty), Cell::Json(&value.text())),
            (Peek::Object | Peek::Array, _) => self.add(name, Some(ty), Cell::Json(value.text)),
            _ => self.add(name, Some(ty), Cell::Text(&value.text())),
        }
    }
}

fn unquoted(quoted: &str) -> Cow<'_, str> {
    let inner = quoted.get(1..quoted.len() - 1).unwrap_or_default();
    if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
        return Cow::Borrowed(inner);
    }
    Dynamic::unquote(quoted).map_or(Cow::Borrowed(inner), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_paths() {
        let object = Object::parse(r#" {"a":{"b":[1,"x"]},"c":"d\"\n","n":null,"e":1.50} "#).expect("an object");
        assert_eq!(object.text(&["a"]), r#"{"b":[1,"x"]}"#);
        assert_eq!(object.text(&["c"]), "d\"\n");
        assert_eq!(object.text(&["e"]), "1.50");
        assert!(object.get("n").is_none() && object.has("n") && !object.has("x"));
        let elements = object.at(&["a", "b"]).and_then(Value::elements).expect("an array");
        assert_eq!(elements.iter().map(|e| e.text()).collect::<Vec<_>>(), ["1", "x"]);
        assert_eq!(elements[0].long(), Some(1));
    }

    #[test]
    fn what_is_no_object() {
        for (text, reason) in
            [("[]", "no JSON object"), ("{\"a\":", "broken JSON"), ("", "broken JSON"), ("{} x", "broken JSON")]
        {
            assert_eq!(Object::parse(text).err(), Some(reason), "{text}");
        }
        let deep = "{\"a\":".repeat(100_000);
        assert!(Object::parse(&deep).is_err());
    }
}
