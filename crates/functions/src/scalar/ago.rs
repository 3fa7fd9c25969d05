use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "ago",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature {
            parameters: &[Parameter::new("timespan", ParameterType::Exact(ScalarType::TimeSpan))],
            result: ResultType::Exact(ScalarType::DateTime),
        }],
        result_name: ResultName::None,
        deterministic: false,
        summary: "The time at which the query began, minus a timespan.",
        url: "https://learn.microsoft.com/kusto/query/ago-function",
        examples: &[Example { kql: "print now() - ago(1d)", result: "1.00:00:00" }],
    },
    kernel: Kernel::Binder,
};
