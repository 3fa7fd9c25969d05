use lurcher_symbols::*;

use crate::kernel::series::elementwise::comparison;
use crate::kernel::series::signatures::PAIR;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_greater",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: PAIR,
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether each element of one series is greater than that of the other.",
        url: "https://learn.microsoft.com/kusto/query/series-greater-function",
        examples: &[Example {
            kql: "print series_greater(dynamic([1, 2, 4]), dynamic([4, 2, 1]))",
            result: "[false,false,true]",
        }],
    },
    kernel: Kernel::Vectorized(|call| comparison(call, i64::gt, f64::gt)),
};
