use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use crate::{Kernel, Lowering, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "not",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conditional,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Exact(ScalarType::Bool))],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Turns true into false and false into true; null stays null.",
        url: "https://learn.microsoft.com/kusto/query/not-function",
        examples: &[Example { kql: "print not(false)", result: "true" }],
    },
    kernel: Kernel::Expression(lower),
};

fn lower(call: &Lowering<'_>) -> Result<Expr> {
    Ok(Expr::Not(Box::new(call.args[0].clone())))
}
