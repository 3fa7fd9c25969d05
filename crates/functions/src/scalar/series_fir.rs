use lurcher_symbols::*;

use crate::kernel::series::filters::fir;
use crate::kernel::series::signatures::SERIES;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_fir",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[
                SERIES,
                Parameter::new("filter", ParameterType::DynamicArray),
                Parameter::optional("normalize", ParameterType::Exact(ScalarType::Bool)),
                Parameter::optional("center", ParameterType::Exact(ScalarType::Bool)),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "Each element as the weighted sum of itself and the elements before it: a finite impulse response filter.",
        url: "https://learn.microsoft.com/kusto/query/series-fir-function",
        examples: &[
            Example {
                kql: "print series_fir(dynamic([2, 2, 4, 4]), dynamic([1, -1]), false, false)",
                result: "[2.0,0.0,2.0,0.0]",
            },
            Example {
                kql: "print series_fir(dynamic([0, 0, 10, 0, 0]), dynamic([1, 1, 1, 1, 1]), true, true)",
                result: "[2.0,2.0,2.0,2.0,2.0]",
            },
        ],
    },
    kernel: Kernel::Vectorized(fir),
};
