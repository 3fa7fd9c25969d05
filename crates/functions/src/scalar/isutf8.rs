use datafusion::logical_expr::lit;
use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "isutf8",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether a text is UTF-8, which all text here is.",
        url: "https://learn.microsoft.com/kusto/query/isutf8-function",
        examples: &[Example { kql: "print isutf8('some string')", result: "true" }],
    },
    kernel: Kernel::Expression(|_| Ok(lit(true))),
};
