use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "sin",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The sine of an angle in radians.",
        url: "https://learn.microsoft.com/kusto/query/sin-function",
        examples: &[Example { kql: "print sin(0)", result: "0.0" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::sin)),
};
