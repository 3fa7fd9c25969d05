use lurcher_symbols::*;

use crate::kernel::series::fill::linear;
use crate::kernel::series::signatures::SERIES;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_fill_linear",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[
                SERIES,
                Parameter::optional("missing_value_placeholder", ParameterType::Number),
                Parameter::optional("fill_edges", ParameterType::Exact(ScalarType::Bool)),
                Parameter::optional("constant_value", ParameterType::Number),
            ],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "Missing values on the line between their neighbours.",
        url: "https://learn.microsoft.com/kusto/query/series-fill-linear-function",
        examples: &[
            Example {
                kql: "print series_fill_linear(dynamic([null, 111.0, null, 36.0, 41.0]))",
                result: "[111.0,111.0,73.5,36.0,41.0]",
            },
            Example {
                kql: "print series_fill_linear(dynamic([null, 111, null, 36, 41, null, null, 16, 61, 33, null, null]))",
                result: "[111,111,73,36,41,32,24,16,61,33,33,33]",
            },
            Example {
                kql: "print series_fill_linear(dynamic([null, 1, null]), real(null), false)",
                result: "[null,1,null]",
            },
            Example {
                kql: "print series_fill_linear(dynamic([null, null]), real(null), true, 3.14159)",
                result: "[3.14159,3.14159]",
            },
        ],
    },
    kernel: Kernel::Vectorized(linear),
};
