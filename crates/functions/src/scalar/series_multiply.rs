use lurcher_symbols::*;

use crate::kernel::series::elementwise::arithmetic;
use crate::kernel::series::signatures::PAIR;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_multiply",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: PAIR,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The products of the elements of two series.",
        url: "https://learn.microsoft.com/kusto/query/series-multiply-function",
        examples: &[
            Example { kql: "print series_multiply(dynamic([1, 2, 4]), dynamic([4, 2, 1]))", result: "[4,4,4]" },
            Example { kql: "print series_multiply(10, dynamic([0, 1, -1]))", result: "[0,10,-10]" },
        ],
    },
    kernel: Kernel::Vectorized(|call| arithmetic(call, i64::wrapping_mul, |a, b| a * b)),
};
