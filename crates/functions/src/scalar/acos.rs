use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "acos",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The angle whose cosine a number is, in radians.",
        url: "https://learn.microsoft.com/kusto/query/acos-function",
        examples: &[Example { kql: "print acos(1)", result: "0.0" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, f64::acos)),
};
