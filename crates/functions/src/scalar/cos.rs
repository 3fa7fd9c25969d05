use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "cos",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The cosine of an angle in radians.",
        url: "https://learn.microsoft.com/kusto/query/cos-function",
        examples: &[Example { kql: "print cos(1)", result: "0.5403023058681398" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::cos)),
};
