use lurcher_symbols::*;

use crate::kernel::series::elementwise::comparison;
use crate::kernel::series::signatures::PAIR;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_greater_equals",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: PAIR,
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether each element of one series is at least that of the other.",
        url: "https://learn.microsoft.com/kusto/query/series-greater-equals-function",
        examples: &[Example {
            kql: "print series_greater_equals(dynamic([1, 2, 4]), dynamic([4, 2, 1]))",
            result: "[false,true,true]",
        }],
    },
    kernel: Kernel::Vectorized(|call| comparison(call, i64::ge, f64::ge)),
};
