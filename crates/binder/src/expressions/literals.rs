//! Literals.

use lurcher_diagnostics::Span;
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::values::timespan::TICKS_PER_DAY;
use lurcher_symbols::values::{datetime, guid};
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast::{DynamicValue, Literal, TypeKind};

use crate::binder::Binder;
use crate::codes;

/// The type that a type name denotes.
pub(crate) fn scalar_type(kind: &TypeKind) -> ScalarType {
    match kind {
        TypeKind::Bool => ScalarType::Bool,
        TypeKind::Int => ScalarType::Int,
        TypeKind::Long => ScalarType::Long,
        TypeKind::Real => ScalarType::Real,
        TypeKind::Decimal => ScalarType::Decimal,
        TypeKind::String => ScalarType::String,
        TypeKind::DateTime => ScalarType::DateTime,
        TypeKind::TimeSpan => ScalarType::TimeSpan,
        TypeKind::Guid => ScalarType::Guid,
        // An unknown type was reported by the parser.
        TypeKind::Dynamic | TypeKind::Unknown(_) => ScalarType::Dynamic,
    }
}

/// Text from a web page may have other white space than the blank.
fn plain_spaces(text: &str) -> String {
    text.trim().chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

impl Binder<'_> {
    /// The value of a literal.
    pub(super) fn literal_value(&self, literal: &Literal, span: Span) -> Value {
        let checked = |value: Option<Value>, ty: ScalarType, text: &str| {
            value.unwrap_or_else(|| {
                self.error(codes::BAD_LITERAL, span, format!("'{text}' is not a valid {ty} literal."));
                Value::Null(ty)
            })
        };
        match literal {
            Literal::Bool(b) => Value::Bool(*b),
            Literal::Int(i) => Value::Int(*i),
            Literal::Long(i) => Value::Long(*i),
            Literal::Real(r) => Value::Real(*r),
            Literal::Decimal(t) => checked(Decimal::parse(t).map(Value::Decimal), ScalarType::Decimal, t),
            Literal::String(s) => Value::String(s.as_str().into()),
            Literal::DateTime(t) => {
                checked(self.point_in_time(&plain_spaces(t)).map(Value::DateTime), ScalarType::DateTime, t)
            }
            Literal::TimeSpan(ticks) => Value::TimeSpan(*ticks),
            Literal::Guid(t) => checked(guid::parse(t).map(Value::Guid), ScalarType::Guid, t),
            Literal::Dynamic(value) => self.dynamic_value(value, span).to_value(),
            Literal::Null(kind) => Value::missing(scalar_type(kind)),
        }
    }

    /// What stands in `datetime(…)`: nothing and `now` are the current time, a time alone is today's.
    fn point_in_time(&self, text: &str) -> Option<i64> {
        let now = self.env.now;
        if text.is_empty() || text.eq_ignore_ascii_case("now") {
            return Some(now);
        }
        let midnight = if is_planted(Mutant::TimesOfTheFirstDay) { 0 } else { now - now.rem_euclid(TICKS_PER_DAY) };
        let today = || Some(midnight + datetime::time_of_day(text)?);
        datetime::parse(text).or_else(today)
    }

    fn dynamic_value(&self, value: &DynamicValue, span: Span) -> Dynamic {
        let inner = |literal: Literal| Dynamic::from_value(&self.literal_value(&literal, span));
        match value {
            DynamicValue::Null => Dynamic::Null,
            DynamicValue::Bool(b) => Dynamic::Bool(*b),
            DynamicValue::Long(i) => Dynamic::Long(*i),
            DynamicValue::Real(r) => Dynamic::Real(*r),
            DynamicValue::String(s) => Dynamic::String(s.to_string()),
            DynamicValue::DateTime(t) => inner(Literal::DateTime(t.clone())),
            // Kusto keeps the number of ticks and forgets what they are.
            DynamicValue::TimeSpan(ticks) => Dynamic::Long(*ticks),
            DynamicValue::Guid(t) => inner(Literal::Guid(t.clone())),
            DynamicValue::Decimal(_) => {
                self.error(codes::DECIMAL_IN_DYNAMIC, span, "Decimal values are not supported in dynamic objects.");
                Dynamic::Null
            }
            DynamicValue::Array(items) => Dynamic::Array(items.iter().map(|i| self.dynamic_value(i, span)).collect()),
            DynamicValue::Object(items) => {
                let mut bag: Vec<(String, Dynamic)> = Vec::with_capacity(items.len());
                for (key, value) in items {
                    let value = self.dynamic_value(value, span);
                    // Of a key that stands twice the last value counts.
                    match bag.iter_mut().find(|(known, _)| *known == key.as_str()) {
                        Some((_, old)) => *old = value,
                        None => bag.push((key.to_string(), value)),
                    }
                }
                Dynamic::Bag(bag)
            }
        }
    }
}
