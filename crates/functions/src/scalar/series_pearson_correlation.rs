use lurcher_symbols::*;

use crate::kernel::series::vectors::pearson_correlation;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_pearson_correlation",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("series1", ParameterType::DynamicArray),
                Parameter::new("series2", ParameterType::DynamicArray),
            ],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The correlation coefficient of two series.",
        url: "https://learn.microsoft.com/kusto/query/series-pearson-correlation-function",
        examples: &[Example {
            kql: "print series_pearson_correlation(dynamic([1, 2, 3, 4, 5]), dynamic([2, 4, 6, 8, 10]))",
            result: "1.0",
        }],
    },
    kernel: Kernel::Vectorized(pearson_correlation),
};
