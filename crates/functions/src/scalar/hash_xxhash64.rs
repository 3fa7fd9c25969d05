use lurcher_symbols::*;

use crate::kernel::hashes::xxhash;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "hash_xxhash64",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Hash,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("source", ParameterType::NotDynamic),
                Parameter::optional("mod", ParameterType::Integer),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The 64-bit xxHash of a value, or its remainder by a number.",
        url: "https://learn.microsoft.com/kusto/query/hash-xxhash64-function",
        examples: &[
            Example { kql: "print hash_xxhash64('World')", result: "1846988464401551951" },
            Example { kql: "print hash_xxhash64('World', 100)", result: "51" },
        ],
    },
    kernel: Kernel::Vectorized(xxhash),
};
