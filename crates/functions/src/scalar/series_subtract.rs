use lurcher_symbols::*;

use crate::kernel::series::elementwise::arithmetic;
use crate::kernel::series::signatures::PAIR;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_subtract",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: PAIR,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The differences of the elements of two series.",
        url: "https://learn.microsoft.com/kusto/query/series-subtract-function",
        examples: &[Example {
            kql: "print series_subtract(dynamic([1, 2, 4]), dynamic([4, 2, 1]))",
            result: "[-3,0,3]",
        }],
    },
    kernel: Kernel::Vectorized(|call| arithmetic(call, i64::wrapping_sub, |a, b| a - b)),
};
