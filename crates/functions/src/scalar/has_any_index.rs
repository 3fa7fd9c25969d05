use lurcher_symbols::*;

use crate::kernel::term_set::has_any_index;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "has_any_index",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("source", ParameterType::StringOrDynamic),
                Parameter::new("values", ParameterType::DynamicArray),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The place of the first text of an array that occurs in a text as a term; -1 where none does.",
        url: "https://learn.microsoft.com/kusto/query/has-any-index-function",
        examples: &[
            Example { kql: "print has_any_index('this is an example', dynamic(['not', 'example']))", result: "1" },
            Example { kql: "print has_any_index('this is an example', dynamic(['not', 'found']))", result: "-1" },
        ],
    },
    kernel: Kernel::Vectorized(has_any_index),
};
