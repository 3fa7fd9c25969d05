use lurcher_symbols::*;

use crate::kernel::conditions::choose;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "case",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conditional,
        signatures: &[Signature {
            parameters: &[
                Parameter::repeated("predicate", ParameterType::Exact(ScalarType::Bool), 1, 32767),
                Parameter::repeated("then", ParameterType::CommonScalarOrDynamic, 1, 32767),
                Parameter::new("else", ParameterType::CommonScalarOrDynamic),
            ],
            result: ResultType::CommonNonDynamic,
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The value behind the first condition that is true, or the last value.",
        url: "https://learn.microsoft.com/kusto/query/case-function",
        examples: &[
            Example { kql: "print case(false, 'c1', true, 'c2', 'def')", result: "c2" },
            Example { kql: "print case(bool(null), 'c1', 'def')", result: "def" },
        ],
    },
    kernel: Kernel::Expression(choose),
};
