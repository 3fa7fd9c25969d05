//! Signatures that several functions of series have, as Kusto's own library spells them.

use lurcher_symbols::{Parameter, ParameterType, ResultType, ScalarType, Signature};

const SERIES1: Parameter = Parameter::new("series1", ParameterType::DynamicArray);
const SERIES2: Parameter = Parameter::new("series2", ParameterType::DynamicArray);
const NUMBER1: Parameter = Parameter::new("series1", ParameterType::Number);
const NUMBER2: Parameter = Parameter::new("series2", ParameterType::Number);

/// The one series that most functions take.
pub const SERIES: Parameter = Parameter::new("series", ParameterType::DynamicArray);

/// One series, for a series.
pub const ONE: &[Signature] = &[Signature { parameters: &[SERIES], result: ResultType::Exact(ScalarType::Dynamic) }];

/// One series, for a real.
pub const ONE_TO_REAL: &[Signature] =
    &[Signature { parameters: &[SERIES], result: ResultType::Exact(ScalarType::Real) }];

/// Two series, or a series and a number that stands for a series of it, for a series.
pub const PAIR: &[Signature] = &pair(ScalarType::Dynamic);

/// As [`PAIR`], for a real.
pub const PAIR_TO_REAL: &[Signature] = &pair(ScalarType::Real);

const fn pair(result: ScalarType) -> [Signature; 3] {
    let result = ResultType::Exact(result);
    [
        Signature { parameters: &[SERIES1, SERIES2], result },
        Signature { parameters: &[SERIES1, NUMBER2], result },
        Signature { parameters: &[NUMBER1, SERIES2], result },
    ]
}

/// A series, and what stands for a missing value.
pub const FILL: &[Signature] = &[Signature {
    parameters: &[SERIES, Parameter::optional("missing_value_placeholder", ParameterType::Number)],
    result: ResultType::Argument(0),
}];
