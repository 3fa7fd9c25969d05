use lurcher_symbols::*;

use crate::kernel::series::elementwise::comparison;
use crate::kernel::series::signatures::PAIR;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_not_equals",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: PAIR,
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether each element of one series differs from that of the other.",
        url: "https://learn.microsoft.com/kusto/query/series-not-equals-function",
        examples: &[Example {
            kql: "print series_not_equals(dynamic([1, 2, 4]), dynamic([4, 2, 1]))",
            result: "[true,false,true]",
        }],
    },
    kernel: Kernel::Vectorized(|call| comparison(call, i64::ne, f64::ne)),
};
