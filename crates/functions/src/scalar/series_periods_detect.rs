use lurcher_symbols::*;

use crate::kernel::series::columns::named;
use crate::kernel::series::periods;
use crate::kernel::series::signatures::SERIES;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_periods_detect",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[
                SERIES,
                Parameter::new("min_period", ParameterType::Number),
                Parameter::new("max_period", ParameterType::Number),
                Parameter::new("num_periods", ParameterType::Exact(ScalarType::Long)),
            ],
            result: ResultType::Columns(columns),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The most significant periods of a series, with scores between 0 and 1.",
        url: "https://learn.microsoft.com/kusto/query/series-periods-detect-function",
        examples: &[Example {
            kql: "print series_periods_detect(dynamic([8, 12, 14, 12, 10, 10, 12, 14, 12, 10, 10, 12, 14, 12, 10, 10, 12, 14, 12, 10]), 4, 10, 2)[0]",
            result: "[5.0,0.0]",
        }],
    },
    kernel: Kernel::Several(periods::detect),
};

const COLUMNS: [(&str, ScalarType); 2] = [("periods", ScalarType::Dynamic), ("scores", ScalarType::Dynamic)];

fn columns(arguments: &[OutputArgument<'_>]) -> Vec<(String, ScalarType)> {
    named("series_periods_detect", arguments, &COLUMNS)
}
