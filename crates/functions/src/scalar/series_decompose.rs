use lurcher_symbols::*;

use crate::kernel::series::columns::named;
use crate::kernel::series::decompose::{self, Places};
use crate::kernel::series::signatures::SERIES;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_decompose",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[
                SERIES,
                Parameter::optional("period", ParameterType::Integer),
                Parameter::optional("trend", ParameterType::Exact(ScalarType::String)),
                Parameter::optional("test_points", ParameterType::Integer),
                Parameter::optional("seasonality_threshold", ParameterType::Number),
            ],
            result: ResultType::Columns(columns),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A series as baseline, seasonal part, trend and what is left.",
        url: "https://learn.microsoft.com/kusto/query/series-decompose-function",
        examples: &[
            Example {
                kql: "print series_decompose(dynamic([1, 3, 5, 2, 4, 6, 1, 3, 5, 2, 4, 6]), 3)[1]",
                result: "[1.5,3.5,5.5,1.5,3.5,5.5,1.5,3.5,5.5,1.5,3.5,5.5]",
            },
            Example {
                kql: "print series_decompose(dynamic([1, 2, 3, 4]), 0, 'linefit')[2]",
                result: "[1.0,2.0,3.0,4.0]",
            },
        ],
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
    named("series_decompose", arguments, &COLUMNS)
}

/// Where the arguments stand.
const PLACES: Places = Places { period: 1, trend: 2, test_points: 3, threshold: 4 };
