use lurcher_symbols::*;

use crate::kernel::series::lines::bag;
use crate::kernel::series::signatures::SERIES;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_fit_line_dynamic",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature { parameters: &[SERIES], result: ResultType::Exact(ScalarType::Dynamic) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "As series_fit_line, in a bag.",
        url: "https://learn.microsoft.com/kusto/query/series-fit-line-dynamic-function",
        examples: &[Example {
            kql: "print round(toreal(series_fit_line_dynamic(dynamic([2, 5, 6, 8, 11, 15, 17, 18, 25, 26, 30, 30])).variance), 3)",
            result: "98.629",
        }],
    },
    kernel: Kernel::Vectorized(bag),
};
