use lurcher_symbols::*;

use crate::kernel::math::reals;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "cot",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Mathematical,
        signatures: &[Signature {
            parameters: &[Parameter::new("number", ParameterType::Number)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The cotangent of an angle in radians.",
        url: "https://learn.microsoft.com/kusto/query/cot-function",
        examples: &[Example { kql: "print cot(1)", result: "0.6420926159343306" }],
    },
    kernel: Kernel::Vectorized(|call| reals(call, |x| 1.0 / x.tan())),
};
