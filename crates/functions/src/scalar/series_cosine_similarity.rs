use lurcher_symbols::*;

use crate::kernel::series::vectors::cosine_similarity;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_cosine_similarity",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("series1", ParameterType::DynamicArray),
                Parameter::new("series2", ParameterType::DynamicArray),
                Parameter::optional("series1_magnitude", ParameterType::Exact(ScalarType::Real)),
                Parameter::optional("series2_magnitude", ParameterType::Exact(ScalarType::Real)),
            ],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The cosine of the angle between two series as vectors.",
        url: "https://learn.microsoft.com/kusto/query/series-cosine-similarity-function",
        examples: &[
            Example {
                kql: "print series_cosine_similarity(dynamic([0.1, 0.2, 0.1, 0.2]), dynamic([0.11, 0.2, 0.11, 0.21]))",
                result: "0.99935343825504",
            },
            Example {
                kql: "print series_cosine_similarity(dynamic([0.1, 0.2, 0.1, 0.2]), dynamic([1, 2, 3, 4]))",
                result: "0.923760430703401",
            },
        ],
    },
    kernel: Kernel::Vectorized(cosine_similarity),
};
