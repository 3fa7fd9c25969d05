use lurcher_symbols::*;

use crate::kernel::math::logarithms;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "log",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The natural logarithm; null for a negative number.",
        url: "https://learn.microsoft.com/kusto/query/log-function",
        examples: &[
            Example { kql: "print log(5)", result: "1.6094379124341003" },
            Example { kql: "print log(0)", result: "-Infinity" },
            Example { kql: "print log(-1)", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(|call| logarithms(call, f64::ln)),
};
