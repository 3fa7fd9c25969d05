use lurcher_symbols::*;

use crate::kernel::series::signatures::SERIES;
use crate::kernel::series::stats::bag;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_stats_dynamic",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[
                SERIES,
                Parameter::optional("ignore_nonfinite", ParameterType::Exact(ScalarType::Bool)).constant(),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "As series_stats, with sum and length, in a bag.",
        url: "https://learn.microsoft.com/kusto/query/series-stats-dynamic-function",
        examples: &[
            Example { kql: "print series_stats_dynamic(dynamic([10, 20])).max_idx", result: "1" },
            Example {
                kql: "print toreal(series_stats_dynamic(dynamic([10, 20])).stdev)",
                result: "7.0710678118654755",
            },
        ],
    },
    kernel: Kernel::Vectorized(bag),
};
