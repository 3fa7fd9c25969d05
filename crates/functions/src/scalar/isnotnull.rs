use datafusion::common::Result;
use datafusion::logical_expr::{Expr, lit};
use lurcher_symbols::*;

use crate::{Kernel, Lowering, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "isnotnull",
        aliases: &["notnull"],
        kind: FunctionKind::Scalar,
        category: Category::Conditional,
        signatures: &[Signature {
            parameters: &[Parameter::new("expression", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether a value is not null; a string never is.",
        url: "https://learn.microsoft.com/kusto/query/isnotnull-function",
        examples: &[
            Example { kql: "print isnotnull(int(null))", result: "false" },
            Example { kql: "print isnotnull('')", result: "true" },
        ],
    },
    kernel: Kernel::Expression(lower),
};

fn lower(call: &Lowering<'_>) -> Result<Expr> {
    Ok(match call.types[0] {
        ScalarType::String => lit(true),
        _ => call.args[0].clone().is_not_null(),
    })
}
