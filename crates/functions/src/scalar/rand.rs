use arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::functions::math::expr_fn::{floor, random};
use datafusion::logical_expr::{Expr, cast};
use lurcher_symbols::*;

use crate::Lowering;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "rand",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::optional("number", ParameterType::Integer)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: false,
        summary: "A random real from 0 up to but not including 1, or a random whole number below the argument.",
        url: "https://learn.microsoft.com/kusto/query/rand-function",
        examples: &[
            Example { kql: "print rand() < 1", result: "true" },
            Example { kql: "print rand(1)", result: "0.0" },
        ],
    },
    kernel: Kernel::Expression(lower),
};

fn lower(call: &Lowering<'_>) -> Result<Expr> {
    Ok(match call.args.first() {
        None => random(),
        Some(bound) => floor(random() * cast(bound.clone(), DataType::Float64)),
    })
}
