use lurcher_symbols::*;

use crate::kernel::series::columns::named;
use crate::kernel::series::two_lines;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_fit_2lines",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[Parameter::new("array", ParameterType::DynamicArray)],
            result: ResultType::Columns(columns),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Two straight lines through the parts of a series, split where they fit best.",
        url: "https://learn.microsoft.com/kusto/query/series-fit-2lines-function",
        examples: &[Example { kql: "print series_fit_2lines(dynamic([1, 2, 3, 4, 9, 8, 7]))[1]", result: "4" }],
    },
    kernel: Kernel::Several(two_lines::columns),
};

const COLUMNS: [(&str, ScalarType); 15] = [
    ("rsquare", ScalarType::Real),
    ("split_idx", ScalarType::Long),
    ("variance", ScalarType::Real),
    ("rvariance", ScalarType::Real),
    ("line_fit", ScalarType::Dynamic),
    ("right_rsquare", ScalarType::Real),
    ("right_slope", ScalarType::Real),
    ("right_interception", ScalarType::Real),
    ("right_variance", ScalarType::Real),
    ("right_rvariance", ScalarType::Real),
    ("left_rsquare", ScalarType::Real),
    ("left_slope", ScalarType::Real),
    ("left_interception", ScalarType::Real),
    ("left_variance", ScalarType::Real),
    ("left_rvariance", ScalarType::Real),
];

fn columns(arguments: &[OutputArgument<'_>]) -> Vec<(String, ScalarType)> {
    named("series_fit_2lines", arguments, &COLUMNS)
}
