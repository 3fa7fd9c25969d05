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
        examples: &[Example {
            kql: "print series_stats_dynamic(dynamic([10, 20]))",
            result: r#"{"min":10.0,"min_idx":0,"max":20.0,"max_idx":1,"avg":15.0,"stdev":7.0710678118654755,"variance":50.0,"sum":30.0,"len":2}"#,
        }],
    },
    kernel: Kernel::Vectorized(bag),
};
