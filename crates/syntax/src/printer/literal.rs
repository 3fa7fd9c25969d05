//! Literals.

use super::Printer;
use crate::ast::{DynamicValue, Literal};
use crate::literal::format_timespan;

impl Printer {
    pub fn literal(&mut self, literal: &Literal) -> &mut Self {
        match literal {
            Literal::Bool(value) => self.text(if *value { "true" } else { "false" }),
            Literal::Int(value) => self.typed("int", &value.to_string()),
            Literal::Long(value) if *value < 0 => self.typed("long", &value.to_string()),
            Literal::Long(value) => self.text(&value.to_string()),
            Literal::Real(value) => self.real(*value),
            Literal::Decimal(text) => self.typed("decimal", text),
            Literal::String(text) => self.string(text),
            Literal::DateTime(text) => self.typed("datetime", text),
            Literal::TimeSpan(ticks) => self.text(&format_timespan(*ticks)),
            Literal::Guid(text) => self.typed("guid", text),
            Literal::Dynamic(value) => self.text("dynamic(").dynamic(value).text(")"),
            Literal::Null(ty) => self.typed(ty.name(), "null"),
        }
    }

    fn typed(&mut self, ty: &str, text: &str) -> &mut Self {
        self.text(ty).text("(").text(text).text(")")
    }

    /// A real always shows that it is one. Infinity is a number too large, which may stand behind a sign also where a
    /// literal of a type may not.
    fn real(&mut self, value: f64) -> &mut Self {
        match value {
            f64::INFINITY => self.text("1e999"),
            value if value.is_finite() && value.is_sign_positive() => self.text(&format!("{value:?}")),
            value => self.typed_real(value),
        }
    }

    fn typed_real(&mut self, value: f64) -> &mut Self {
        self.typed("real", &format!("{value:?}").to_lowercase())
    }

    fn dynamic(&mut self, value: &DynamicValue) -> &mut Self {
        match value {
            DynamicValue::Null => self.text("null"),
            DynamicValue::Bool(value) => self.text(if *value { "true" } else { "false" }),
            DynamicValue::Long(value) => self.text(&value.to_string()),
            DynamicValue::Real(value) if value.is_finite() => self.text(&format!("{value:?}")),
            DynamicValue::Real(value) => self.typed_real(*value),
            DynamicValue::String(text) => self.string(text),
            DynamicValue::DateTime(text) => self.typed("datetime", text),
            DynamicValue::TimeSpan(ticks) => self.text(&format_timespan(*ticks)),
            DynamicValue::Guid(text) => self.typed("guid", text),
            DynamicValue::Decimal(text) => self.typed("decimal", text),
            DynamicValue::Array(items) => self.text("[").list(items, Self::dynamic).text("]"),
            DynamicValue::Object(entries) => {
                self.text("{").list(entries, |p, (key, value)| p.string(key).text(": ").dynamic(value)).text("}")
            }
        }
    }
}
