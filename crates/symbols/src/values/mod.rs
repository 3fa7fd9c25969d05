//! Single values: what a literal denotes, what a constant folds to, and how each type is spelled.

pub mod datetime;
pub mod decimal;
pub mod dynamic;
pub mod guid;
pub mod real;
pub mod timespan;

use std::sync::Arc;

use crate::ScalarType;

/// A scalar value with its type.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A null of that type. A string is never null.
    Null(ScalarType),
    /// A bool.
    Bool(bool),
    /// An int.
    Int(i32),
    /// A long.
    Long(i64),
    /// A real.
    Real(f64),
    /// A decimal.
    Decimal(decimal::Decimal),
    /// A string.
    String(Arc<str>),
    /// Ticks since 0001-01-01.
    DateTime(i64),
    /// Ticks.
    TimeSpan(i64),
    /// A guid, bytes in the order of its text.
    Guid([u8; 16]),
    /// Canonical JSON text, see [`dynamic`]. The text is never `null`: that is `Null(Dynamic)`.
    Dynamic(Arc<str>),
}

impl Value {
    /// The value's type.
    pub fn ty(&self) -> ScalarType {
        match self {
            Value::Null(ty) => *ty,
            Value::Bool(_) => ScalarType::Bool,
            Value::Int(_) => ScalarType::Int,
            Value::Long(_) => ScalarType::Long,
            Value::Real(_) => ScalarType::Real,
            Value::Decimal(_) => ScalarType::Decimal,
            Value::String(_) => ScalarType::String,
            Value::DateTime(_) => ScalarType::DateTime,
            Value::TimeSpan(_) => ScalarType::TimeSpan,
            Value::Guid(_) => ScalarType::Guid,
            Value::Dynamic(_) => ScalarType::Dynamic,
        }
    }

    /// The value that stands for "nothing" in a column of that type: null, and `""` for a string.
    pub fn missing(ty: ScalarType) -> Value {
        match ty {
            ScalarType::String => Value::String("".into()),
            other => Value::Null(other),
        }
    }

    /// Whether it is a null.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null(_))
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(s) => Some(s),
            _ => None,
        }
    }

    /// An int or a long as a number.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Value::Int(i) => Some(i64::from(*i)),
            Value::Long(i) => Some(*i),
            _ => None,
        }
    }

    /// A bool.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(b) => Some(*b),
            _ => None,
        }
    }
}
