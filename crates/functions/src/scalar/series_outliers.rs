use lurcher_symbols::*;

use crate::kernel::series::outliers::outliers;
use crate::kernel::series::signatures::SERIES;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_outliers",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[
            Signature {
                parameters: &[
                    SERIES,
                    Parameter::optional("kind", ParameterType::Exact(ScalarType::String)),
                    Parameter::optional("ignore_val", ParameterType::Number),
                ],
                result: ResultType::Argument(0),
            },
            Signature {
                parameters: &[
                    SERIES,
                    Parameter::new("kind", ParameterType::Exact(ScalarType::String)),
                    Parameter::new("ignore_val", ParameterType::Exact(ScalarType::Real)),
                    Parameter::new("min_percentile", ParameterType::Exact(ScalarType::Real)),
                    Parameter::optional("max_percentile", ParameterType::Exact(ScalarType::Real)),
                    Parameter::optional("test_points", ParameterType::Integer),
                ],
                result: ResultType::Argument(0),
            },
        ],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "Scores of the points that lie beyond the fences of Tukey's test.",
        url: "https://learn.microsoft.com/kusto/query/series-outliers-function",
        examples: &[
            Example {
                kql: "print toreal(series_outliers(dynamic([-3, 2.4, 15, 3.9, 5, 6, 4.5, 5.2, 3, 4, 5, 16, 7, 5, 5, 4]))[0])",
                result: "-1.9040785483608571",
            },
            Example { kql: "print toreal(series_outliers(dynamic([1, 2, 3, 4, 5, 10]), 'tukey')[5])", result: "2.1" },
        ],
    },
    kernel: Kernel::Vectorized(outliers),
};
