//! KQL's scalar types.

use std::fmt;

/// A scalar type of the language. <https://learn.microsoft.com/kusto/query/scalar-data-types/>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScalarType {
    /// Three-valued truth.
    Bool,
    /// 32-bit signed integer.
    Int,
    /// 64-bit signed integer.
    Long,
    /// 64-bit floating point.
    Real,
    /// Decimal number of 34 digits, see [`crate::values::decimal`].
    Decimal,
    /// UTF-8 text; never null.
    String,
    /// 100-ns ticks since 0001-01-01, UTC.
    DateTime,
    /// A signed number of 100-ns ticks.
    TimeSpan,
    /// 128-bit identifier.
    Guid,
    /// A JSON-like value, see [`crate::values::dynamic`].
    Dynamic,
}

use ScalarType::*;

impl ScalarType {
    /// All types, in the order of declaration.
    pub const ALL: [ScalarType; 10] = [Bool, Int, Long, Real, Decimal, String, DateTime, TimeSpan, Guid, Dynamic];

    /// Kusto's name: `long`, `datetime` ….
    pub const fn name(self) -> &'static str {
        match self {
            Bool => "bool",
            Int => "int",
            Long => "long",
            Real => "real",
            Decimal => "decimal",
            String => "string",
            DateTime => "datetime",
            TimeSpan => "timespan",
            Guid => "guid",
            Dynamic => "dynamic",
        }
    }

    /// The type of that name, with the aliases that declarations accept (`double`, `date`, `time`, `boolean`, `uuid`,
    /// `uniqueid` …).
    pub fn parse(name: &str) -> Option<ScalarType> {
        Some(match name.to_ascii_lowercase().as_str() {
            "bool" | "boolean" => Bool,
            "int" | "int32" => Int,
            "long" | "int64" => Long,
            "real" | "double" => Real,
            "decimal" => Decimal,
            "string" => String,
            "datetime" | "date" => DateTime,
            "timespan" | "time" => TimeSpan,
            "guid" | "uuid" | "uniqueid" => Guid,
            "dynamic" => Dynamic,
            _ => return None,
        })
    }

    /// int, long, real or decimal.
    pub const fn is_numeric(self) -> bool {
        matches!(self, Int | Long | Real | Decimal)
    }

    /// int or long.
    pub const fn is_integer(self) -> bool {
        matches!(self, Int | Long)
    }

    /// A number, a datetime or a timespan.
    pub const fn is_summable(self) -> bool {
        self.is_numeric() || matches!(self, DateTime | TimeSpan)
    }

    /// Everything that has an order: all but dynamic and guid.
    pub const fn is_orderable(self) -> bool {
        self.is_summable() || matches!(self, String | Bool)
    }

    /// Whether a value of this type passes silently as `wider`: along int → long → real → decimal.
    pub fn promotes_to(self, wider: ScalarType) -> bool {
        self == wider || (self.is_numeric() && wider.is_numeric() && self.width() < wider.width())
    }

    /// The type that two numbers meet at, or the type itself when they are the same.
    pub fn common(self, other: ScalarType) -> Option<ScalarType> {
        if self.promotes_to(other) {
            Some(other)
        } else if other.promotes_to(self) {
            Some(self)
        } else {
            None
        }
    }

    fn width(self) -> u8 {
        match self {
            Int => 1,
            Long => 2,
            Real => 3,
            Decimal => 4,
            _ => 0,
        }
    }
}

impl fmt::Display for ScalarType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
