use lurcher_symbols::*;

use crate::kernel::series::fill::backward;
use crate::kernel::series::signatures::FILL;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_fill_backward",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: FILL,
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "Missing values as the nearest value behind them.",
        url: "https://learn.microsoft.com/kusto/query/series-fill-backward-function",
        examples: &[Example {
            kql: "print series_fill_backward(dynamic([111, null, 36, 41, null, null, 16, 61, 33, null, null]))",
            result: "[111,36,36,41,16,16,16,61,33,null,null]",
        }],
    },
    kernel: Kernel::Vectorized(backward),
};
