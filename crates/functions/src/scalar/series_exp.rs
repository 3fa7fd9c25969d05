use lurcher_symbols::*;

use crate::kernel::series::elementwise::reals;
use crate::kernel::series::signatures::ONE;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_exp",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: ONE,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The exponential function of each element.",
        url: "https://learn.microsoft.com/kusto/query/series-exp-function",
        examples: &[Example { kql: "print toreal(series_exp(dynamic([1, 2, 3]))[2])", result: "20.085536923187668" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::exp)),
};
