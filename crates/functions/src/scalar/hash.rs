use lurcher_symbols::*;

use crate::kernel::hashes::xxhash;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "hash",
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
        summary: "A hash of a value (xxHash, 64 bits), or its remainder by a number. May change from version to version of Kusto.",
        url: "https://learn.microsoft.com/kusto/query/hash-function",
        examples: &[
            Example { kql: "print hash('World')", result: "1846988464401551951" },
            Example { kql: "print hash('World', 100)", result: "51" },
            Example { kql: "print hash(datetime(2015-01-01))", result: "1380966698541616202" },
        ],
    },
    kernel: Kernel::Vectorized(xxhash),
};
