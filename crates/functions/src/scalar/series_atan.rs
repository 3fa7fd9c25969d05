use lurcher_symbols::*;

use crate::kernel::series::elementwise::reals;
use crate::kernel::series::signatures::ONE;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_atan",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: ONE,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The angle whose tangent each element is.",
        url: "https://learn.microsoft.com/kusto/query/series-atan-function",
        examples: &[Example {
            kql: "print series_atan(dynamic([-1, 0, 1]))",
            result: "[-0.7853981633974483,0.0,0.7853981633974483]",
        }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::atan)),
};
