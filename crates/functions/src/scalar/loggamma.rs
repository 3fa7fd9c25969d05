use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "loggamma",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The logarithm of the size of the gamma function.",
        url: "https://learn.microsoft.com/kusto/query/loggamma-function",
        examples: &[Example { kql: "print loggamma(1)", result: "0.0" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, libm::lgamma)),
};
