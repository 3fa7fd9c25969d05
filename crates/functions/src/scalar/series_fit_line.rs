use lurcher_symbols::*;

use crate::kernel::series::columns::named;
use crate::kernel::series::lines;
use crate::kernel::series::signatures::SERIES;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_fit_line",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature { parameters: &[SERIES], result: ResultType::Columns(columns) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The straight line through a series with the least squares.",
        url: "https://learn.microsoft.com/kusto/query/series-fit-line-function",
        examples: &[Example {
            kql: "print round(series_fit_line(dynamic([2, 5, 6, 8, 11, 15, 17, 18, 25, 26, 30, 30]))[1], 2)",
            result: "2.73",
        }],
    },
    kernel: Kernel::Several(lines::columns),
};

const COLUMNS: [(&str, ScalarType); 6] = [
    ("rsquare", ScalarType::Real),
    ("slope", ScalarType::Real),
    ("variance", ScalarType::Real),
    ("rvariance", ScalarType::Real),
    ("interception", ScalarType::Real),
    ("line_fit", ScalarType::Dynamic),
];

fn columns(arguments: &[OutputArgument<'_>]) -> Vec<(String, ScalarType)> {
    named("series_fit_line", arguments, &COLUMNS)
}
