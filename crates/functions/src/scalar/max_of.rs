use datafusion::functions::core::expr_fn::greatest;
use lurcher_symbols::*;

use crate::kernel::conditions::ordered;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "max_of",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conditional,
        signatures: &[Signature {
            parameters: &[Parameter::repeated("arg", ParameterType::CommonOrderable, 2, 64)],
            result: ResultType::Common,
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The greatest of several values; nulls do not count.",
        url: "https://learn.microsoft.com/kusto/query/max-of-function",
        examples: &[
            Example { kql: "print max_of(10, 1, -3, 17)", result: "17" },
            Example { kql: "print max_of(1, long(null), 3)", result: "3" },
        ],
    },
    kernel: Kernel::Expression(|call| Ok(greatest(ordered(call, f64::NAN)?))),
};
