use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "gamma",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The gamma function.",
        url: "https://learn.microsoft.com/kusto/query/gamma-function",
        examples: &[Example { kql: "print gamma(5)", result: "24.0" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, libm::tgamma)),
};
