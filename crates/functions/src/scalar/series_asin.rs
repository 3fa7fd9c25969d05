use lurcher_symbols::*;

use crate::kernel::series::elementwise::reals;
use crate::kernel::series::signatures::ONE;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_asin",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: ONE,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The angle whose sine each element is.",
        url: "https://learn.microsoft.com/kusto/query/series-asin-function",
        examples: &[Example {
            kql: "print series_asin(dynamic([-1, 0, 1]))",
            result: "[-1.5707963267948966,0.0,1.5707963267948966]",
        }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::asin)),
};
