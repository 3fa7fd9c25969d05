use lurcher_symbols::*;

use crate::kernel::series::elementwise::reals;
use crate::kernel::series::signatures::ONE;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_tan",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: ONE,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The tangent of each element.",
        url: "https://learn.microsoft.com/kusto/query/series-tan-function",
        examples: &[Example { kql: "print toreal(series_tan(dynamic([-1, 0, 1]))[2])", result: "1.5574077246549023" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::tan)),
};
