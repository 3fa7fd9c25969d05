use lurcher_symbols::*;

use crate::kernel::series::elementwise::reals;
use crate::kernel::series::signatures::ONE;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_log",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: ONE,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The natural logarithm of each element.",
        url: "https://learn.microsoft.com/kusto/query/series-log-function",
        examples: &[Example {
            kql: "print series_log(dynamic([1, 2, 3]))",
            result: "[0.0,0.6931471805599453,1.0986122886681098]",
        }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::ln)),
};
