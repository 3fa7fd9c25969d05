//! Conversions between units of measure (`convert_length()` and its relatives).
//! <https://learn.microsoft.com/kusto/query/convert-length-function>
//!
//! The factors are those of the library that Kusto uses, UnitsNet, also where it rounds them (an acre-foot), so that
//! the last digits agree.

use std::collections::HashMap;

use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::{Parameter, ParameterType, ResultType, ScalarType, Signature};

use super::operand::Operand;
use super::{Call, numbers};

/// A unit by its name.
pub type Unit = (&'static str, Scale);

/// How a unit stands to the base unit of its quantity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// One is that many of the base unit.
    Times(f64),
    /// That many are one of the base unit.
    Per(f64),
    /// `x * times / per + zero` of the base unit: scales of temperature.
    Shifted {
        /// The factor.
        times: f64,
        /// The divisor.
        per: f64,
        /// Where the scale begins.
        zero: f64,
    },
    /// The sine of an angle in degrees.
    Sine,
}

impl Scale {
    fn to_base(self, value: f64) -> f64 {
        match self {
            Scale::Times(factor) => value * factor,
            Scale::Per(factor) => value / factor,
            Scale::Shifted { times, per, zero } => value * times / per + zero,
            Scale::Sine => value.asin().to_degrees(),
        }
    }

    fn of_base(self, value: f64) -> f64 {
        match self {
            Scale::Times(factor) => value / factor,
            Scale::Per(factor) => value * factor,
            Scale::Shifted { times, per, zero } => (value - zero) * per / times,
            Scale::Sine => value.to_radians().sin(),
        }
    }
}

/// `(value, from, to)`.
pub const PARAMETERS: Signature = Signature {
    parameters: &[
        Parameter::new("value", ParameterType::Exact(ScalarType::Real)),
        Parameter::new("from", ParameterType::Exact(ScalarType::String)),
        Parameter::new("to", ParameterType::Exact(ScalarType::String)),
    ],
    result: ResultType::Exact(ScalarType::Real),
};

/// The value of the first argument, from the unit that the second one names in the unit that the third one names. Null
/// for an unknown unit.
pub fn convert(call: &Call<'_>, units: &[Unit]) -> Result<ColumnarValue> {
    let (value, from, to) = (Operand::reals(call, 0)?, call.text(1)?, call.text(2)?);
    let units: HashMap<&str, Scale> = units.iter().copied().collect();
    numbers::<Float64Type>(call.rows, |row| {
        let (from, to, value) = (units.get(from.get(row))?, units.get(to.get(row))?, value.get(row)?);
        Some(if from == to { value } else { to.of_base(from.to_base(value)) })
    })
}
