use lurcher_symbols::*;

use crate::kernel::bins::bin;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "bin_at",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[
            Signature {
                parameters: &[
                    Parameter::new("value", ParameterType::Number),
                    Parameter::new("bin_size", ParameterType::Number),
                    Parameter::new("fixed_point", ParameterType::Number),
                ],
                result: ResultType::Widest,
            },
            Signature {
                parameters: &[
                    Parameter::new("value", ParameterType::Exact(ScalarType::TimeSpan)),
                    Parameter::new("bin_size", ParameterType::Exact(ScalarType::TimeSpan)),
                    Parameter::new("fixed_point", ParameterType::Exact(ScalarType::TimeSpan)),
                ],
                result: ResultType::Exact(ScalarType::TimeSpan),
            },
            Signature {
                parameters: &[
                    Parameter::new("value", ParameterType::Exact(ScalarType::DateTime)),
                    Parameter::new("bin_size", ParameterType::Exact(ScalarType::TimeSpan)),
                    Parameter::new("fixed_point", ParameterType::Exact(ScalarType::DateTime)),
                ],
                result: ResultType::Exact(ScalarType::DateTime),
            },
        ],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "A value rounded down to a bin whose bounds are counted from a fixed point.",
        url: "https://learn.microsoft.com/kusto/query/bin-at-function",
        examples: &[
            Example { kql: "print bin_at(6.5, 2.5, 7)", result: "4.5" },
            Example { kql: "print bin_at(time(1h), 1d, 12h)", result: "-12:00:00" },
            Example {
                kql: "print bin_at(datetime(2017-05-15 10:20:00.0), 1d, datetime(1970-01-01 12:00:00.0))",
                result: "2017-05-14T12:00:00.0000000Z",
            },
        ],
    },
    kernel: Kernel::Vectorized(bin),
};
