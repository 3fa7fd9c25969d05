use lurcher_symbols::*;

use crate::kernel::series::elementwise::reals;
use crate::kernel::series::signatures::ONE;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_floor",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: ONE,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The greatest whole number not above each element, as a real.",
        url: "https://learn.microsoft.com/kusto/query/series-floor-function",
        examples: &[Example { kql: "print series_floor(dynamic([-1.5, 1, 2.5]))", result: "[-2.0,1.0,2.0]" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::floor)),
};
