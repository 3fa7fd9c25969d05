use lurcher_symbols::*;

use crate::kernel::conditions::first_given;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "coalesce",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conditional,
        signatures: &[Signature {
            parameters: &[Parameter::repeated("arg", ParameterType::CommonScalar, 2, 64)],
            result: ResultType::Common,
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The first value that is not null, and no empty string.",
        url: "https://learn.microsoft.com/kusto/query/coalesce-function",
        examples: &[
            Example { kql: "print coalesce(tolong('not a number'), tolong('42'), 33)", result: "42" },
            Example { kql: "print coalesce('', 'fallback')", result: "fallback" },
        ],
    },
    kernel: Kernel::Expression(first_given),
};
