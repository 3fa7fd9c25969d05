use datafusion::logical_expr::lit;
use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "pi",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature { parameters: &[], result: ResultType::Exact(ScalarType::Real) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The constant π.",
        url: "https://learn.microsoft.com/kusto/query/pi-function",
        examples: &[Example { kql: "print pi()", result: "3.141592653589793" }],
    },
    kernel: Kernel::Expression(|_| Ok(lit(std::f64::consts::PI))),
};
