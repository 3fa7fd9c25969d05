use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "radians",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("degrees", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "An angle in degrees as radians.",
        url: "https://learn.microsoft.com/kusto/query/radians-function",
        examples: &[Example { kql: "print radians(90)", result: "1.5707963267948966" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::to_radians)),
};
