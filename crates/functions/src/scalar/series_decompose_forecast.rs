use lurcher_symbols::*;

use crate::kernel::series::columns::named;
use crate::kernel::series::decompose::{self, Places};
use crate::kernel::series::signatures::SERIES;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_decompose_forecast",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[
                SERIES,
                Parameter::new("test_points", ParameterType::Integer),
                Parameter::optional("period", ParameterType::Integer),
                Parameter::optional("trend", ParameterType::Exact(ScalarType::String)),
                Parameter::optional("seasonality_threshold", ParameterType::Number),
            ],
            result: ResultType::Columns(columns),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The series that a decomposition predicts, with its parts.",
        url: "https://learn.microsoft.com/kusto/query/series-decompose-forecast-function",
        examples: &[Example {
            kql: "print series_decompose_forecast(dynamic([1, 2, 3, 4, 0, 0]), 2, 0, 'linefit')[0]",
            result: "[1.0,2.0,3.0,4.0,5.0,6.0]",
        }],
    },
    kernel: Kernel::Several(|call| decompose::columns(call, PLACES)),
};

const COLUMNS: [(&str, ScalarType); 4] = [
    ("baseline", ScalarType::Dynamic),
    ("seasonal", ScalarType::Dynamic),
    ("trend", ScalarType::Dynamic),
    ("residual", ScalarType::Dynamic),
];

fn columns(arguments: &[OutputArgument<'_>]) -> Vec<(String, ScalarType)> {
    named("series_decompose_forecast", arguments, &COLUMNS)
}

/// Where the arguments stand.
const PLACES: Places = Places { period: 2, trend: 3, test_points: 1, threshold: 4 };
