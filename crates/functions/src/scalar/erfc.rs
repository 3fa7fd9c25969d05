use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "erfc",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "One less the error function.",
        url: "https://learn.microsoft.com/kusto/query/erfc-function",
        examples: &[Example { kql: "print erfc(0)", result: "1.0" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, libm::erfc)),
};
