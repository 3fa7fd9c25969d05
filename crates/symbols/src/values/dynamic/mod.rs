//! Dynamic values. <https://learn.microsoft.com/kusto/query/scalar-data-types/dynamic>
//!
//! A dynamic travels as **canonical JSON text**: no white space, keys in the order given, longs without a point, reals
//! with a point or an exponent, strings escaped no more than JSON asks for. What JSON has no word for is a *tagged*
//! string: U+0001, a letter, Kusto's text (`"\u0001d2026-01-15T00:00:00.0000000Z"`). A string that itself begins with
//! U+0001 is written with one more in front, so that none can be taken for a tagged one.
//!
//! | letter | value |
//! |---|---|
//! | `d` | datetime |
//! | `t` | timespan |
//! | `g` | guid |
//! | `m` | decimal |
//! | `r` | a real that is not finite |

mod canonical;
mod check;
mod order;
mod scanner;
mod times;
mod tree;

use std::sync::Arc;

use super::Value;
use super::decimal::Decimal;
use crate::ScalarType;

pub use canonical::{
    canonical_text, canonicalize, canonicalize_strict, plain_json, write_real, write_string, write_text,
};
pub use check::is_canonical;
pub use times::may_be_time;

/// How deep arrays and bags may be nested in JSON text.
pub const MAX_DEPTH: usize = 256;

/// A dynamic as a tree, for work that text is too clumsy for.
#[derive(Debug, Clone, PartialEq)]
pub enum Dynamic {
    /// The null.
    Null,
    /// A bool.
    Bool(bool),
    /// A whole number.
    Long(i64),
    /// A real.
    Real(f64),
    /// A string.
    String(String),
    /// Ticks since 0001-01-01.
    DateTime(i64),
    /// Ticks.
    TimeSpan(i64),
    /// A guid.
    Guid([u8; 16]),
    /// A decimal.
    Decimal(Decimal),
    /// An array.
    Array(Vec<Dynamic>),
    /// A property bag: unique keys in their order.
    Bag(Vec<(String, Dynamic)>),
}

impl Dynamic {
    /// The value of JSON text from outside; none where it is not JSON. No string in it is taken for a tagged one; one
    /// that spells a date and a time of day is a datetime, whole numbers beyond a long are reals; of equal keys the
    /// last one counts, at the place of the first.
    pub fn parse_json(text: &str) -> Option<Dynamic> {
        tree::parse(text, false)
    }

    /// The string that a JSON string, with its quotes, stands for; none where the text is something else.
    pub fn unquote(text: &str) -> Option<String> {
        tree::unquote(text)
    }

    /// The value of canonical text. Text that is none is taken for a string.
    pub fn from_canonical(text: &str) -> Dynamic {
        tree::parse(text, true).unwrap_or_else(|| Dynamic::String(text.to_owned()))
    }

    /// The canonical text.
    pub fn canonical(&self) -> String {
        let mut out = String::new();
        self.write_canonical(&mut out);
        out
    }

    /// Appends the canonical text.
    pub fn write_canonical(&self, out: &mut String) {
        tree::write(self, out);
    }

    /// A value of type dynamic.
    pub fn to_value(&self) -> Value {
        match self {
            Dynamic::Null => Value::Null(ScalarType::Dynamic),
            other => Value::Dynamic(other.canonical().into()),
        }
    }

    /// The scalar that is inside; none for null, arrays and bags.
    pub fn to_scalar(&self) -> Option<Value> {
        Some(match self {
            Dynamic::Null | Dynamic::Array(_) | Dynamic::Bag(_) => return None,
            Dynamic::Bool(b) => Value::Bool(*b),
            Dynamic::Long(i) => Value::Long(*i),
            Dynamic::Real(r) => Value::Real(*r),
            Dynamic::String(s) => Value::String(Arc::from(s.as_str())),
            Dynamic::DateTime(t) => Value::DateTime(*t),
            Dynamic::TimeSpan(t) => Value::TimeSpan(*t),
            Dynamic::Guid(g) => Value::Guid(*g),
            Dynamic::Decimal(d) => Value::Decimal(*d),
        })
    }

    /// What `pack_array(value)` would hold.
    pub fn from_value(value: &Value) -> Dynamic {
        match value {
            Value::Null(_) => Dynamic::Null,
            Value::Bool(b) => Dynamic::Bool(*b),
            Value::Int(i) => Dynamic::Long(i64::from(*i)),
            Value::Long(i) => Dynamic::Long(*i),
            Value::Real(r) => Dynamic::Real(*r),
            Value::Decimal(d) => Dynamic::Decimal(*d),
            Value::String(s) => Dynamic::String(s.to_string()),
            Value::DateTime(t) => Dynamic::DateTime(*t),
            Value::TimeSpan(t) => Dynamic::TimeSpan(*t),
            Value::Guid(g) => Dynamic::Guid(*g),
            Value::Dynamic(text) => Dynamic::from_canonical(text),
        }
    }

    /// The value of a key of a bag.
    pub fn get(&self, key: &str) -> Option<&Dynamic> {
        match self {
            Dynamic::Bag(bag) => bag.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The element at a place of an array; a negative place counts from the end.
    pub fn at(&self, index: i64) -> Option<&Dynamic> {
        let Dynamic::Array(array) = self else { return None };
        let place = if index < 0 { index.checked_add(array.len() as i64)? } else { index };
        array.get(usize::try_from(place).ok()?)
    }

    /// Whether it is the null.
    pub fn is_null(&self) -> bool {
        matches!(self, Dynamic::Null)
    }

    /// The name that `gettype()` gives.
    pub fn type_name(&self) -> &'static str {
        match self {
            Dynamic::Null => "null",
            Dynamic::Bool(_) => "bool",
            Dynamic::Long(_) => "long",
            Dynamic::Real(_) => "double",
            Dynamic::String(_) => "string",
            Dynamic::DateTime(_) => "datetime",
            Dynamic::TimeSpan(_) => "timespan",
            Dynamic::Guid(_) => "guid",
            Dynamic::Decimal(_) => "decimal",
            Dynamic::Array(_) => "array",
            Dynamic::Bag(_) => "dictionary",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_keep_their_type() {
        let array = Dynamic::Array(vec![
            Dynamic::Null,
            Dynamic::Bool(true),
            Dynamic::Long(i64::MIN),
            Dynamic::Real(1.0),
            Dynamic::Real(f64::NEG_INFINITY),
            Dynamic::String("a\"\\\n\u{1}é".into()),
            Dynamic::String("\u{1}d".into()),
            Dynamic::DateTime(0),
            Dynamic::TimeSpan(-1),
            Dynamic::Guid([7; 16]),
            Dynamic::Decimal(Decimal::from_scaled(15, 1).unwrap_or_default()),
            Dynamic::Bag(vec![("\u{1}k".into(), Dynamic::Bag(vec![]))]),
        ]);
        let text = array.canonical();
        assert_eq!(
            text,
            r#"[null,true,-9223372036854775808,1.0,"\u0001r-Infinity","a\"\\\n\u0001é","\u0001\u0001d","\u0001d0001-01-01T00:00:00.0000000Z","\u0001t-00:00:00.0000001","\u0001g07070707-0707-0707-0707-070707070707","\u0001m1.5",{"\u0001k":{}}]"#
        );
        assert_eq!(Dynamic::from_canonical(&text), array);
        assert_eq!(
            plain_json(&text),
            r#"[null,true,-9223372036854775808,1.0,"-Infinity","a\"\\\n\u0001é","\u0001d","0001-01-01T00:00:00.0000000Z","-00:00:00.0000001","07070707-0707-0707-0707-070707070707","1.5",{"\u0001k":{}}]"#
        );
    }

    /// Answers of the engine to `gettype(parse_json(…))` and subscripts.
    #[test]
    fn engine_answers() {
        for (text, name) in [
            ("123", "long"),
            ("\"hi\"", "string"),
            ("1.5", "double"),
            ("null", "null"),
            ("{\"a\":1}", "dictionary"),
            ("[]", "array"),
        ] {
            assert_eq!(Dynamic::parse_json(text).map(|d| d.type_name()), Some(name));
        }
        let array = Dynamic::from_canonical("[1,2,3]");
        assert_eq!(array.at(10), None);
        assert_eq!(array.at(-1), Some(&Dynamic::Long(3)));
        assert_eq!(array.get("a"), None);
    }
}
