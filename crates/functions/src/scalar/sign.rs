use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "sign",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "-1, 0 or 1: the sign of a number.",
        url: "https://learn.microsoft.com/kusto/query/sign-function",
        examples: &[
            Example { kql: "print sign(-42)", result: "-1.0" },
            Example { kql: "print sign(0)", result: "0.0" },
            Example { kql: "print sign(11.2)", result: "1.0" },
        ],
    },
    kernel: Kernel::Vectorized(|call| reals(call, sign)),
};

fn sign(x: f64) -> f64 {
    if x > 0.0 {
        1.0
    } else if x < 0.0 {
        -1.0
    } else {
        0.0
    }
}
