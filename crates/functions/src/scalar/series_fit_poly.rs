use lurcher_symbols::*;

use crate::kernel::series::columns::named;
use crate::kernel::series::polynomial;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_fit_poly",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("y_series", ParameterType::DynamicArray),
                Parameter::optional("x_series", ParameterType::DynamicArray),
                Parameter::optional("degree", ParameterType::Integer),
            ],
            result: ResultType::Columns(columns),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The polynomial through points with the least squares.",
        url: "https://learn.microsoft.com/kusto/query/series-fit-poly-function",
        examples: &[Example {
            kql: "print round(series_fit_poly(dynamic([2, 5, 6, 8, 11, 15, 17, 18, 25, 26, 30, 30]))[0], 3)",
            result: "0.983",
        }],
    },
    kernel: Kernel::Several(polynomial::columns),
};

const COLUMNS: [(&str, ScalarType); 5] = [
    ("rsquare", ScalarType::Real),
    ("coefficients", ScalarType::Dynamic),
    ("variance", ScalarType::Real),
    ("rvariance", ScalarType::Real),
    ("poly_fit", ScalarType::Dynamic),
];

fn columns(arguments: &[OutputArgument<'_>]) -> Vec<(String, ScalarType)> {
    named("series_fit_poly", arguments, &COLUMNS)
}
