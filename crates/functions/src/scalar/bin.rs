use lurcher_symbols::*;

use crate::kernel::bins::bin;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "bin",
        aliases: &["floor"],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[
            Signature {
                parameters: &[
                    Parameter::new("value", ParameterType::Number),
                    Parameter::new("roundTo", ParameterType::Number),
                ],
                result: ResultType::Widest,
            },
            // Where nobody knows the value, it is a time.
            Signature {
                parameters: &[
                    Parameter::new("value", ParameterType::Exact(ScalarType::DateTime)),
                    Parameter::new("roundTo", ParameterType::Exact(ScalarType::TimeSpan)),
                ],
                result: ResultType::Exact(ScalarType::DateTime),
            },
            Signature {
                parameters: &[
                    Parameter::new("value", ParameterType::Exact(ScalarType::TimeSpan)),
                    Parameter::new("roundTo", ParameterType::Exact(ScalarType::TimeSpan)),
                ],
                result: ResultType::Exact(ScalarType::TimeSpan),
            },
            Signature {
                parameters: &[
                    Parameter::new("value", ParameterType::Exact(ScalarType::DateTime)),
                    Parameter::new("roundTo", ParameterType::Exact(ScalarType::DateTime)),
                ],
                result: ResultType::Exact(ScalarType::DateTime),
            },
        ],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "A value rounded down to a multiple of a bin size.",
        url: "https://learn.microsoft.com/kusto/query/bin-function",
        examples: &[
            Example { kql: "print bin(4.5, 1)", result: "4.0" },
            Example { kql: "print bin(-5, 2)", result: "-6" },
            Example { kql: "print bin(datetime(1970-05-11 13:45:07), 1d)", result: "1970-05-11T00:00:00.0000000Z" },
        ],
    },
    kernel: Kernel::Vectorized(bin),
};
