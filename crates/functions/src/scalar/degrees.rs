use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "degrees",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("radians", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "An angle in radians as degrees.",
        url: "https://learn.microsoft.com/kusto/query/degrees-function",
        examples: &[
            Example { kql: "print degrees(pi() / 4)", result: "45.0" },
            Example { kql: "print degrees(0)", result: "0.0" },
        ],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::to_degrees)),
};
