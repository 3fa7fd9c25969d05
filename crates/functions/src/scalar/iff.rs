use lurcher_symbols::*;

use crate::kernel::conditions::choose;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "iff",
        aliases: &["iif"],
        kind: FunctionKind::Scalar,
        category: Category::Conditional,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("if", ParameterType::Exact(ScalarType::Bool)),
                Parameter::new("then", ParameterType::CommonScalarOrDynamic),
                Parameter::new("else", ParameterType::CommonScalarOrDynamic),
            ],
            result: ResultType::CommonNonDynamic,
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "One of two values: the first where a condition is true, otherwise the second.",
        url: "https://learn.microsoft.com/kusto/query/iff-function",
        examples: &[
            Example { kql: "print iff(true, 'a', 'b')", result: "a" },
            Example { kql: "print iff(bool(null), 't', 'f')", result: "f" },
        ],
    },
    kernel: Kernel::Expression(choose),
};
