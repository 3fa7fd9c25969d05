//! Builds columns of KQL's physical types from the texts of CSV and JSON.

use std::borrow::Cow;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanBuilder, Decimal128Builder, FixedSizeBinaryBuilder, Float64Builder, Int32Builder, Int64Builder,
    StringViewBuilder,
};
use lurcher_functions::types::arrow_type;
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::{datetime, dynamic, guid, real, timespan};
use lurcher_symbols::{ScalarType, Value};

/// A value of JSON text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum JsonCell<'a> {
    /// `null`, or a key that the object lacks.
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number's text.
    Number(&'a str),
    /// A string, unescaped.
    Text(Cow<'a, str>),
    /// An object's or array's text.
    Nested(&'a str),
}

/// A column under construction.
#[derive(Debug)]
pub(crate) enum Cells {
    /// A bool column.
    Bool(BooleanBuilder),
    /// An int column.
    Int(Int32Builder),
    /// A long column.
    Long(Int64Builder),
    /// A real column.
    Real(Float64Builder),
    /// A decimal column.
    Decimal(Decimal128Builder),
    /// A string column.
    String(StringViewBuilder),
    /// A datetime column.
    DateTime(Int64Builder),
    /// A timespan column.
    TimeSpan(Int64Builder),
    /// A guid column.
    Guid(FixedSizeBinaryBuilder),
    /// A dynamic column.
    Dynamic(StringViewBuilder),
}

impl Cells {
    /// An empty column of a type.
    pub(crate) fn new(ty: ScalarType) -> Cells {
        match ty {
            ScalarType::Bool => Cells::Bool(BooleanBuilder::new()),
            ScalarType::Int => Cells::Int(Int32Builder::new()),
            ScalarType::Long => Cells::Long(Int64Builder::new()),
            ScalarType::Real => Cells::Real(Float64Builder::new()),
            ScalarType::Decimal => Cells::Decimal(Decimal128Builder::new().with_data_type(arrow_type(ty))),
            ScalarType::String => Cells::String(StringViewBuilder::new()),
            ScalarType::DateTime => Cells::DateTime(Int64Builder::new()),
            ScalarType::TimeSpan => Cells::TimeSpan(Int64Builder::new()),
            ScalarType::Guid => Cells::Guid(FixedSizeBinaryBuilder::new(16)),
            ScalarType::Dynamic => Cells::Dynamic(StringViewBuilder::new()),
        }
    }

    /// Adds what stands for nothing: null, and `""` for a string.
    pub(crate) fn append_missing(&mut self) {
        match self {
            Cells::Bool(b) => b.append_null(),
            Cells::Int(b) => b.append_null(),
            Cells::Long(b) | Cells::DateTime(b) | Cells::TimeSpan(b) => b.append_null(),
            Cells::Real(b) => b.append_null(),
            Cells::Decimal(b) => b.append_null(),
            Cells::String(b) => b.append_value(""),
            Cells::Guid(b) => b.append_null(),
            Cells::Dynamic(b) => b.append_null(),
        }
    }

    /// Adds the value that a text spells; an empty text is missing. Returns whether it converts: if not, the cell is
    /// null. Nobody can tell whether blanks were meant to be nothing, so they do not convert.
    pub(crate) fn append_text(&mut self, text: &str) -> bool {
        if let Cells::String(b) = self {
            b.append_value(text);
            return true;
        }
        let trimmed = text.trim();
        if trimmed.is_empty() {
            self.append_missing();
            return text.is_empty();
        }
        // The portal writes a null as a word.
        if trimmed == "null" {
            self.append_missing();
            return true;
        }
        match self {
            Cells::Bool(b) => append(trimmed, parse_bool, |v| b.append_option(v)),
            Cells::Int(b) => append(trimmed, |t| i32::try_from(parse_long(t)?).ok(), |v| b.append_option(v)),
            Cells::Long(b) => append(trimmed, parse_long, |v| b.append_option(v)),
            Cells::Real(b) => append(trimmed, real::parse, |v| b.append_option(v)),
            Cells::Decimal(b) => append(trimmed, parse_decimal, |v| b.append_option(v.map(Decimal::key))),
            Cells::DateTime(b) => append(trimmed, datetime::parse, |v| b.append_option(v)),
            Cells::TimeSpan(b) => append(trimmed, timespan::parse_text, |v| b.append_option(v)),
            Cells::Guid(b) => append_guid(b, guid::parse(trimmed)),
            Cells::Dynamic(b) => {
                append_json(b, &json_of_text(text));
                true
            }
            Cells::String(_) => true,
        }
    }

    /// Adds a value of JSON. Returns whether it converts: if not, the cell is null.
    pub(crate) fn append_json(&mut self, cell: &JsonCell<'_>) -> bool {
        match (&mut *self, cell) {
            (_, JsonCell::Null) => self.append_missing(),
            (Cells::Dynamic(b), JsonCell::Text(text)) => {
                // Exports of Azure Monitor write a dynamic column's value as a string of JSON.
                let is_document = text.starts_with(['{', '[']);
                append_json(b, &if is_document { json_of_text(text) } else { json_of_string(text) });
            }
            (Cells::Dynamic(b), JsonCell::Bool(value)) => b.append_value(if *value { "true" } else { "false" }),
            (Cells::Dynamic(b), JsonCell::Number(json) | JsonCell::Nested(json)) => match dynamic::canonicalize(json) {
                Some(json) => append_json(b, &json),
                None => {
                    b.append_null();
                    return false;
                }
            },
            (Cells::String(b), JsonCell::Nested(json)) => match dynamic::canonicalize_strict(json) {
                Some(json) => b.append_value(dynamic::plain_json(&json)),
                None => b.append_value(json),
            },
            (_, JsonCell::Text(text)) => return self.append_text(text),
            (Cells::Bool(b), JsonCell::Bool(value)) => b.append_value(*value),
            (Cells::String(b), JsonCell::Bool(value)) => b.append_value(if *value { "true" } else { "false" }),
            (Cells::DateTime(_) | Cells::TimeSpan(_) | Cells::Guid(_), JsonCell::Number(_))
            | (_, JsonCell::Nested(_) | JsonCell::Bool(_)) => {
                self.append_missing();
                return false;
            }
            (_, JsonCell::Number(number)) => return self.append_text(number),
        }
        true
    }

    /// Adds a value of the column's type; any other is missing.
    pub(crate) fn append_value(&mut self, value: &Value) {
        match (&mut *self, value) {
            (Cells::Bool(b), Value::Bool(v)) => b.append_value(*v),
            (Cells::Int(b), Value::Int(v)) => b.append_value(*v),
            (Cells::Long(b), Value::Long(v))
            | (Cells::DateTime(b), Value::DateTime(v))
            | (Cells::TimeSpan(b), Value::TimeSpan(v)) => b.append_value(*v),
            (Cells::Real(b), Value::Real(v)) => b.append_value(*v),
            (Cells::Decimal(b), Value::Decimal(v)) => b.append_value(v.key()),
            (Cells::String(b), Value::String(v)) | (Cells::Dynamic(b), Value::Dynamic(v)) => b.append_value(v),
            (Cells::Guid(b), Value::Guid(v)) => {
                append_guid(b, Some(*v));
            }
            _ => self.append_missing(),
        }
    }

    /// The column, and an empty one for the next batch.
    pub(crate) fn finish(&mut self) -> ArrayRef {
        match self {
            Cells::Bool(b) => Arc::new(b.finish()),
            Cells::Int(b) => Arc::new(b.finish()),
            Cells::Long(b) | Cells::DateTime(b) | Cells::TimeSpan(b) => Arc::new(b.finish()),
            Cells::Real(b) => Arc::new(b.finish()),
            Cells::Decimal(b) => Arc::new(b.finish()),
            Cells::String(b) | Cells::Dynamic(b) => Arc::new(b.finish()),
            Cells::Guid(b) => Arc::new(b.finish()),
        }
    }
}

fn append<T>(text: &str, parse: impl Fn(&str) -> Option<T>, push: impl FnOnce(Option<T>)) -> bool {
    let value = parse(text);
    let converts = value.is_some();
    push(value);
    converts
}

/// Adds a guid, or null. Returns whether there is one.
fn append_guid(b: &mut FixedSizeBinaryBuilder, guid: Option<[u8; 16]>) -> bool {
    let is_added = guid.is_some_and(|g| b.append_value(g).is_ok());
    if !is_added {
        b.append_null();
    }
    is_added
}

/// Canonical text as a cell of a dynamic column: JSON's null is the null.
fn append_json(b: &mut StringViewBuilder, canonical: &str) {
    b.append_option((canonical != "null").then_some(canonical));
}

/// The canonical text of what a text means as a dynamic: its JSON, otherwise a string.
pub(crate) fn json_of_text(text: &str) -> String {
    dynamic::canonicalize(text).unwrap_or_else(|| json_of_string(text))
}

fn json_of_string(text: &str) -> String {
    dynamic::Dynamic::String(text.to_owned()).canonical()
}

fn parse_decimal(text: &str) -> Option<Decimal> {
    let number = Decimal::parse(text)?;
    if is_planted(Mutant::EighteenPlaces) { number.round(18) } else { Some(number) }
}

/// `tobool()`: the words in any case, and numbers, which are true unless 0.
fn parse_bool(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        real::parse(text).filter(|r| r.is_finite()).map(|r| r != 0.0)
    }
}

/// A whole number, also where a tool wrote it as a real (`80.0`) because the column has gaps.
fn parse_long(text: &str) -> Option<i64> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let exact = real::parse(text).filter(|r| r.fract() == 0.0 && r.abs() < 9_007_199_254_740_992.0);
    exact.map(|r| r as i64)
}

#[cfg(test)]
mod tests {
    use super::super::values::{text_of, value_at};
    use super::*;

    fn cell(ty: ScalarType, fill: impl Fn(&mut Cells) -> bool) -> (Option<String>, bool) {
        let mut cells = Cells::new(ty);
        let converts = fill(&mut cells);
        let array = cells.finish();
        assert_eq!(array.data_type(), &arrow_type(ty));
        (value_at(&array, ty, 0).map(|v| text_of(&v)), converts)
    }

    #[test]
    fn texts() {
        use ScalarType::*;
        for (ty, text, expected) in [
            (Bool, "TRUE", Some("true")),
            (Bool, "0", Some("false")),
            (Bool, "yes", None),
            (Int, " 443 ", Some("443")),
            (Int, "80.0", Some("80")),
            (Int, "80.5", None),
            (Int, "4294967296", None),
            (Long, "-9223372036854775808", Some("-9223372036854775808")),
            (Long, "1,234", None),
            (Real, "1e3", Some("1000.0")),
            (Decimal, "0.1", Some("0.1")),
            (String, " kept ", Some(" kept ")),
            (String, "", Some("")),
            (DateTime, "2026-01-15T10:00:00.1234567Z", Some("2026-01-15T10:00:00.1234567Z")),
            (DateTime, "1/15/2026, 10:00:00.123 AM", Some("2026-01-15T10:00:00.1230000Z")),
            (DateTime, "1/15/2026, 1:02:03.000 PM", Some("2026-01-15T13:02:03.0000000Z")),
            (DateTime, "soon", None),
            (TimeSpan, "1.02:03:04", Some("1.02:03:04")),
            (Guid, "74BE27DE-1E4E-49D9-B579-FE0B331D3642", Some("74be27de-1e4e-49d9-b579-fe0b331d3642")),
            (Guid, "74be", None),
            (Long, "  ", None),
            (Dynamic, " ", None),
            (Dynamic, "{\"a\": [1, 2.50]}", Some("{\"a\":[1,2.5]}")),
            (Dynamic, "not json", Some("\"not json\"")),
        ] {
            let converts = expected.is_some();
            assert_eq!(cell(ty, |c| c.append_text(text)), (expected.map(str::to_owned), converts), "{ty} {text}");
        }
        for ty in ScalarType::ALL {
            let expected = (ty == String).then(std::string::String::new);
            assert_eq!(cell(ty, |c| c.append_text("")), (expected, true), "{ty}");
        }
        assert_eq!(cell(Dynamic, |c| c.append_text("null")), (None, true));
    }

    #[test]
    fn json() {
        use ScalarType::*;
        let text = |s: &'static str| JsonCell::Text(s.into());
        for (ty, value, expected, converts) in [
            (String, JsonCell::Number("1.50"), Some("1.50"), true),
            (String, JsonCell::Bool(true), Some("true"), true),
            (String, JsonCell::Nested("{ \"a\" : 1 }"), Some("{\"a\":1}"), true),
            (String, JsonCell::Null, Some(""), true),
            (Long, JsonCell::Number("5"), Some("5"), true),
            (Long, text("5"), Some("5"), true),
            (Long, JsonCell::Bool(true), None, false),
            (Long, JsonCell::Nested("[]"), None, false),
            (Bool, JsonCell::Bool(false), Some("false"), true),
            (Bool, JsonCell::Number("2"), Some("true"), true),
            (DateTime, text("2026-01-15"), Some("2026-01-15T00:00:00.0000000Z"), true),
            (DateTime, JsonCell::Number("5"), None, false),
            (Dynamic, JsonCell::Number("5"), Some("5"), true),
            (Dynamic, JsonCell::Bool(true), Some("true"), true),
            (Dynamic, text("x"), Some("\"x\""), true),
            (Dynamic, text("5"), Some("\"5\""), true),
            (Dynamic, text("{\"a\":1}"), Some("{\"a\":1}"), true),
            (Dynamic, JsonCell::Null, None, true),
        ] {
            assert_eq!(cell(ty, |c| c.append_json(&value)), (expected.map(str::to_owned), converts), "{ty} {value:?}");
        }
    }
}
