use lurcher_symbols::*;

use crate::kernel::series::fill::forward;
use crate::kernel::series::signatures::FILL;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_fill_forward",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: FILL,
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "Missing values as the nearest value before them.",
        url: "https://learn.microsoft.com/kusto/query/series-fill-forward-function",
        examples: &[
            Example {
                kql: "print series_fill_forward(dynamic([null, null, 36, 41, null, null, 16, 61, 33, null, null]))",
                result: "[null,null,36,41,41,41,16,61,33,33,33]",
            },
            Example { kql: "print series_fill_forward(dynamic([1, 0, 2.5, 0]), 0)", result: "[1,1,2.5,2.5]" },
        ],
    },
    kernel: Kernel::Vectorized(forward),
};
