use lurcher_symbols::*;

use crate::kernel::series::columns::named;
use crate::kernel::series::signatures::SERIES;
use crate::kernel::series::stats;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_stats",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[
                SERIES,
                Parameter::optional("ignore_nonfinite", ParameterType::Exact(ScalarType::Bool)).constant(),
            ],
            result: ResultType::Columns(columns),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Minimum, maximum, average, standard deviation and variance of a series, with the places of the extremes.",
        url: "https://learn.microsoft.com/kusto/query/series-stats-function",
        examples: &[
            Example {
                kql: "print series_stats(dynamic([23, 46, 23, 87, 4, 8, 3, 75, 2, 56, 13, 75, 32, 16, 29]))[1]",
                result: "8",
            },
            Example {
                kql: "print series_stats(dynamic([23, 46, 23, 87, 4, 8, 3, 75, 2, 56, 13, 75, 32, 16, 29]))[5]",
                result: "28.50363385354827",
            },
        ],
    },
    kernel: Kernel::Several(stats::columns),
};

const COLUMNS: [(&str, ScalarType); 7] = [
    ("min", ScalarType::Real),
    ("min_idx", ScalarType::Long),
    ("max", ScalarType::Real),
    ("max_idx", ScalarType::Long),
    ("avg", ScalarType::Real),
    ("stdev", ScalarType::Real),
    ("variance", ScalarType::Real),
];

fn columns(arguments: &[OutputArgument<'_>]) -> Vec<(String, ScalarType)> {
    named("series_stats", arguments, &COLUMNS)
}
