use lurcher_symbols::*;

use crate::kernel::series::elementwise::reals;
use crate::kernel::series::signatures::ONE;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_cos",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: ONE,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The cosine of each element.",
        url: "https://learn.microsoft.com/kusto/query/series-cos-function",
        examples: &[Example {
            kql: "print series_cos(dynamic([-1, 0, 1]))",
            result: "[0.5403023058681398,1.0,0.5403023058681398]",
        }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::cos)),
};
