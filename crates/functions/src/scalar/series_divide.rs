use lurcher_symbols::*;

use crate::kernel::series::elementwise::reals_of_two;
use crate::kernel::series::signatures::PAIR;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_divide",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: PAIR,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The quotients of the elements of two series, always reals.",
        url: "https://learn.microsoft.com/kusto/query/series-divide-function",
        examples: &[Example {
            kql: "print series_divide(dynamic([1, 2, 4]), dynamic([4, 2, 1]))",
            result: "[0.25,1.0,4.0]",
        }],
    },
    kernel: Kernel::Vectorized(|call| reals_of_two(call, |a, b| a / b)),
};
