//! Constants, with exactly the meaning that they were written with.

use smol_str::SmolStr;

use super::TypeKind;

/// A constant of the query text.
#[derive(Debug, Clone)]
pub enum Literal {
    /// `true`, `bool(false)`
    Bool(bool),
    /// `int(5)`
    Int(i32),
    /// `5`, `0x1F`, `long(5)`
    Long(i64),
    /// `1.5`, `1e10`, `real(nan)`, `double(+inf)`
    Real(f64),
    /// `decimal(1.50)`: the text inside, trimmed.
    Decimal(SmolStr),
    /// Any form of string, unescaped and concatenated. `h"…"` is a string like any other.
    String(SmolStr),
    /// `datetime(…)`: the text inside, trimmed and without quotes; none for the current time. It may be no date at all:
    /// the binder reads it.
    DateTime(SmolStr),
    /// `1d`, `timespan(1.02:03:04)`: ticks of 100 ns.
    TimeSpan(i64),
    /// `guid(…)`: canonical lower-case text, `74be27de-1e4e-49d9-b579-fe0b331d3642`.
    Guid(SmolStr),
    /// `dynamic(…)`
    Dynamic(DynamicValue),
    /// `long(null)`, `dynamic(null)`, `guid()` …
    Null(TypeKind),
}

/// What stands inside `dynamic(…)`.
#[derive(Debug, Clone)]
pub enum DynamicValue {
    /// `null`
    Null,
    /// `true`
    Bool(bool),
    /// A whole number that 64 bits hold.
    Long(i64),
    /// Any other number.
    Real(f64),
    /// A string, unescaped.
    String(SmolStr),
    /// `datetime(…)`: the text inside, trimmed and without quotes.
    DateTime(SmolStr),
    /// `1d`, `timespan(…)`: ticks of 100 ns.
    TimeSpan(i64),
    /// `guid(…)`: canonical lower-case text.
    Guid(SmolStr),
    /// `decimal(…)`: the text inside.
    Decimal(SmolStr),
    /// `[…]`
    Array(Vec<DynamicValue>),
    /// `{…}`: the keys in the order in which they are written, duplicates included.
    Object(Vec<(SmolStr, DynamicValue)>),
}

// By hand only because of the reals: two NaN literals are the same text, 0.0 and -0.0 are not.
impl PartialEq for Literal {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Long(a), Self::Long(b)) | (Self::TimeSpan(a), Self::TimeSpan(b)) => a == b,
            (Self::Real(a), Self::Real(b)) => a.to_bits() == b.to_bits(),
            (Self::Decimal(a), Self::Decimal(b))
            | (Self::String(a), Self::String(b))
            | (Self::DateTime(a), Self::DateTime(b))
            | (Self::Guid(a), Self::Guid(b)) => a == b,
            (Self::Dynamic(a), Self::Dynamic(b)) => a == b,
            (Self::Null(a), Self::Null(b)) => a == b,
            _ => false,
        }
    }
}

impl PartialEq for DynamicValue {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Long(a), Self::Long(b)) | (Self::TimeSpan(a), Self::TimeSpan(b)) => a == b,
            (Self::Real(a), Self::Real(b)) => a.to_bits() == b.to_bits(),
            (Self::String(a), Self::String(b))
            | (Self::DateTime(a), Self::DateTime(b))
            | (Self::Guid(a), Self::Guid(b))
            | (Self::Decimal(a), Self::Decimal(b)) => a == b,
            (Self::Array(a), Self::Array(b)) => a == b,
            (Self::Object(a), Self::Object(b)) => a == b,
            _ => false,
        }
    }
}
