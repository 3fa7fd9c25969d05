use lurcher_symbols::*;

use crate::kernel::series::columns::named;
use crate::kernel::series::periods;
use crate::kernel::series::signatures::SERIES;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_periods_validate",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[SERIES, Parameter::repeated("period", ParameterType::Number, 1, 16)],
            result: ResultType::Columns(columns),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "How significant given periods of a series are, between 0 and 1.",
        url: "https://learn.microsoft.com/kusto/query/series-periods-validate-function",
        examples: &[Example {
            kql: "print series_periods_validate(dynamic([8, 12, 14, 12, 10, 10, 12, 14, 12, 10, 10, 12, 14, 12, 10, 10, 12, 14, 12, 10]), 5.0, 6.0)[0]",
            result: "[5.0,6.0]",
        }],
    },
    kernel: Kernel::Several(periods::validate),
};

const COLUMNS: [(&str, ScalarType); 2] = [("periods", ScalarType::Dynamic), ("scores", ScalarType::Dynamic)];

fn columns(arguments: &[OutputArgument<'_>]) -> Vec<(String, ScalarType)> {
    named("series_periods_validate", arguments, &COLUMNS)
}
