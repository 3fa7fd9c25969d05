use lurcher_symbols::*;

use crate::kernel::series::anomalies;
use crate::kernel::series::columns::named;
use crate::kernel::series::signatures::SERIES;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_decompose_anomalies",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[
                SERIES,
                Parameter::optional("threshold", ParameterType::Number),
                Parameter::optional("period", ParameterType::Integer),
                Parameter::optional("trend", ParameterType::Exact(ScalarType::String)),
                Parameter::optional("test_points", ParameterType::Integer),
                Parameter::optional("method", ParameterType::Exact(ScalarType::String)),
                Parameter::optional("seasonality_threshold", ParameterType::Number),
            ],
            result: ResultType::Columns(columns),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The points of a series that a decomposition does not explain: flags, scores and the baseline.",
        url: "https://learn.microsoft.com/kusto/query/series-decompose-anomalies-function",
        examples: &[Example {
            kql: "print series_decompose_anomalies(dynamic([5, 6, 5, 4, 5, 6, 30, 5, 4, 5, 6, 5]), 1.5, 0)[0]",
            result: "[0,0,0,0,0,0,1,0,0,0,0,0]",
        }],
    },
    kernel: Kernel::Several(anomalies::columns),
};

const COLUMNS: [(&str, ScalarType); 3] =
    [("ad_flag", ScalarType::Dynamic), ("ad_score", ScalarType::Dynamic), ("baseline", ScalarType::Dynamic)];

fn columns(arguments: &[OutputArgument<'_>]) -> Vec<(String, ScalarType)> {
    named("series_decompose_anomalies", arguments, &COLUMNS)
}
