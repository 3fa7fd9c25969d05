use lurcher_symbols::*;

use crate::kernel::math::logarithms;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "log2",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The logarithm to base 2; null for a negative number.",
        url: "https://learn.microsoft.com/kusto/query/log2-function",
        examples: &[Example { kql: "print log2(8)", result: "3.0" }],
    },
    kernel: Kernel::Vectorized(|call| logarithms(call, f64::log2)),
};
