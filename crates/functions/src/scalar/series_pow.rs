use lurcher_symbols::*;

use crate::kernel::series::elementwise::reals_of_two;
use crate::kernel::series::signatures::PAIR;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_pow",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: PAIR,
        result_name: ResultName::None,
        deterministic: true,
        summary: "The elements of one series raised to the powers of the other, always reals.",
        url: "https://learn.microsoft.com/kusto/query/series-pow-function",
        examples: &[Example {
            kql: "print series_pow(dynamic([1, 2, 3, 4]), dynamic([1, 2, 3, 0.5]))",
            result: "[1.0,4.0,27.0,2.0]",
        }],
    },
    kernel: Kernel::Vectorized(|call| reals_of_two(call, f64::powf)),
};
