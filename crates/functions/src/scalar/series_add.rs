use lurcher_symbols::*;

use crate::kernel::series::elementwise::arithmetic;
use crate::kernel::series::signatures::PAIR;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_add",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: PAIR,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The sums of the elements of two series.",
        url: "https://learn.microsoft.com/kusto/query/series-add-function",
        examples: &[
            Example { kql: "print series_add(dynamic([1, 2, 4]), dynamic([4, 2, 1]))", result: "[5,4,5]" },
            Example { kql: "print series_add(dynamic([1, 2.5]), 1)", result: "[2,3.5]" },
        ],
    },
    kernel: Kernel::Vectorized(|call| arithmetic(call, i64::wrapping_add, |a, b| a + b)),
};
