use lurcher_symbols::*;

use crate::kernel::series::elementwise::reals;
use crate::kernel::series::signatures::ONE;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_sin",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: ONE,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The sine of each element.",
        url: "https://learn.microsoft.com/kusto/query/series-sin-function",
        examples: &[Example {
            kql: "print series_sin(dynamic([-1, 0, 1]))",
            result: "[-0.8414709848078965,0.0,0.8414709848078965]",
        }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::sin)),
};
