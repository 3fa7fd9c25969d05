use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "now",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature {
            parameters: &[Parameter::optional("offset", ParameterType::Exact(ScalarType::TimeSpan))],
            result: ResultType::Exact(ScalarType::DateTime),
        }],
        result_name: ResultName::None,
        deterministic: false,
        summary: "The time at which the query began, plus an offset.",
        url: "https://learn.microsoft.com/kusto/query/now-function",
        examples: &[
            Example { kql: "print now() - now()", result: "00:00:00" },
            Example { kql: "print now(1d) - now()", result: "1.00:00:00" },
        ],
    },
    kernel: Kernel::Binder,
};
