use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{Expr, lit};
use lurcher_symbols::*;

use crate::{Kernel, Lowering, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "isnotempty",
        aliases: &["notempty"],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether a value is neither the empty string nor null.",
        url: "https://learn.microsoft.com/kusto/query/isnotempty-function",
        examples: &[
            Example { kql: "print isnotempty('')", result: "false" },
            Example { kql: "print isnotempty('a')", result: "true" },
        ],
    },
    kernel: Kernel::Expression(lower),
};

fn lower(call: &Lowering<'_>) -> Result<Expr> {
    let value = call.args[0].clone();
    let text = |text: &str| lit(ScalarValue::Utf8View(Some(text.to_owned())));
    Ok(match call.types[0] {
        ScalarType::String => value.not_eq(text("")),
        // The empty string inside a dynamic, as canonical JSON has it.
        ScalarType::Dynamic => value.clone().is_not_null().and(value.not_eq(text("\"\""))),
        _ => value.is_not_null(),
    })
}
