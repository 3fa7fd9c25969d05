use lurcher_symbols::*;

use crate::kernel::series::filters::iir;
use crate::kernel::series::signatures::SERIES;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_iir",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[
                SERIES,
                Parameter::new("numerators", ParameterType::DynamicArray),
                Parameter::new("denominators", ParameterType::DynamicArray),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "Each element from the elements and results before it: an infinite impulse response filter.",
        url: "https://learn.microsoft.com/kusto/query/series-iir-function",
        examples: &[Example {
            kql: "print series_iir(dynamic([1, 2, 3, 4]), dynamic([1]), dynamic([1, -1]))",
            result: "[1.0,3.0,6.0,10.0]",
        }],
    },
    kernel: Kernel::Vectorized(iir),
};
