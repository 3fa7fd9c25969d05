use lurcher_symbols::*;

use crate::kernel::series::signatures::SERIES;
use crate::kernel::series::two_lines::bag;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_fit_2lines_dynamic",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature { parameters: &[SERIES], result: ResultType::Exact(ScalarType::Dynamic) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "As series_fit_2lines, in a bag.",
        url: "https://learn.microsoft.com/kusto/query/series-fit-2lines-dynamic-function",
        examples: &[Example {
            kql: "print toreal(series_fit_2lines_dynamic(dynamic([1, 2, 3, 4, 9, 8, 7])).right.slope)",
            result: "-1.0",
        }],
    },
    kernel: Kernel::Vectorized(bag),
};
