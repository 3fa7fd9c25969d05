use lurcher_symbols::*;

use crate::kernel::hashes::hash_many;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "hash_many",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Hash,
        signatures: &[Signature {
            parameters: &[Parameter::repeated("source", ParameterType::NotDynamic, 1, 32767)],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "One hash of several values. Equal values give equal numbers within a query; the numbers are not Kusto's, which may change too.",
        url: "https://learn.microsoft.com/kusto/query/hash-many-function",
        examples: &[
            Example {
                kql: "print hash_many('Hello', 'World') == hash_combine(hash('Hello'), hash('World'))",
                result: "true",
            },
            Example { kql: "print hash_many('Hello') == hash('Hello')", result: "true" },
        ],
    },
    kernel: Kernel::Vectorized(hash_many),
};
