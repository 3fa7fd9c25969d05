use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{Expr, lit};
use lurcher_symbols::*;

use crate::{Kernel, Lowering, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "isempty",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether a value is the empty string or null.",
        url: "https://learn.microsoft.com/kusto/query/isempty-function",
        examples: &[
            Example { kql: "print isempty('')", result: "true" },
            Example { kql: "print isempty(int(null))", result: "true" },
            Example { kql: "print isempty('a')", result: "false" },
        ],
    },
    kernel: Kernel::Expression(lower),
};

fn lower(call: &Lowering<'_>) -> Result<Expr> {
    let value = call.args[0].clone();
    let text = |text: &str| lit(ScalarValue::Utf8View(Some(text.to_owned())));
    Ok(match call.types[0] {
        ScalarType::String => value.eq(text("")),
        // The empty string inside a dynamic, as canonical JSON has it.
        ScalarType::Dynamic => value.clone().is_null().or(value.eq(text("\"\""))),
        _ => value.is_null(),
    })
}
