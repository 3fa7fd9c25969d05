use lurcher_symbols::*;

use crate::kernel::series::elementwise::reals;
use crate::kernel::series::signatures::ONE;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_ceiling",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: ONE,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The least whole number not below each element, as a real.",
        url: "https://learn.microsoft.com/kusto/query/series-ceiling-function",
        examples: &[Example { kql: "print series_ceiling(dynamic([-1.5, 1, 2.5]))", result: "[-1.0,1.0,3.0]" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::ceil)),
};
