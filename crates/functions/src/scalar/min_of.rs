use datafusion::functions::core::expr_fn::least;
use lurcher_symbols::*;

use crate::kernel::conditions::ordered;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "min_of",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conditional,
        signatures: &[Signature {
            parameters: &[Parameter::repeated("arg", ParameterType::CommonOrderable, 2, 64)],
            result: ResultType::Common,
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The least of several values; nulls do not count.",
        url: "https://learn.microsoft.com/kusto/query/min-of-function",
        examples: &[
            Example { kql: "print min_of(10, 1, -3, 17)", result: "-3" },
            Example { kql: "print min_of(int(null), 5)", result: "5" },
        ],
    },
    kernel: Kernel::Expression(|call| Ok(least(ordered(call, -f64::NAN)?))),
};
