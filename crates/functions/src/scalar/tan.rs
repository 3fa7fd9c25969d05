use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "tan",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The tangent of an angle in radians.",
        url: "https://learn.microsoft.com/kusto/query/tan-function",
        examples: &[Example { kql: "print tan(0)", result: "0.0" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::tan)),
};
