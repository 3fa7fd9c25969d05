use lurcher_symbols::*;

use crate::kernel::series::fill::constant;
use crate::kernel::series::signatures::SERIES;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "series_fill_const",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Series,
        signatures: &[Signature {
            parameters: &[
                SERIES,
                Parameter::optional("constant_value", ParameterType::Number),
                Parameter::optional("missing_value_placeholder", ParameterType::Number),
            ],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "Missing values as a constant.",
        url: "https://learn.microsoft.com/kusto/query/series-fill-const-function",
        examples: &[
            Example { kql: "print series_fill_const(dynamic([111, null, 36, null]), 0.0)", result: "[111,0.0,36,0.0]" },
            Example { kql: "print series_fill_const(dynamic([111, null, 36, null]), -1)", result: "[111,-1,36,-1]" },
        ],
    },
    kernel: Kernel::Vectorized(constant),
};
