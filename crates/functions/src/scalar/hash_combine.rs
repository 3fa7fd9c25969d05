use lurcher_symbols::*;

use crate::kernel::hashes::hash_combine;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "hash_combine",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Hash,
        signatures: &[Signature {
            parameters: &[Parameter::repeated("source", ParameterType::Scalar, 2, 32767)],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "One hash of several hashes. Equal hashes give equal numbers within a query; the numbers are not Kusto's, which may change too.",
        url: "https://learn.microsoft.com/kusto/query/hash-combine-function",
        examples: &[Example {
            kql: "print hash_combine(hash('Hello'), hash('World')) == hash_many('Hello', 'World')",
            result: "true",
        }],
    },
    kernel: Kernel::Vectorized(hash_combine),
};
