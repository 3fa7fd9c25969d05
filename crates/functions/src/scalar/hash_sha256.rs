use lurcher_symbols::*;
use sha2::Sha256;

use crate::kernel::hashes::digest;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "hash_sha256",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Hash,
        signatures: &[Signature {
            parameters: &[Parameter::new("source", ParameterType::NotDynamic)],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The SHA-256 hash of a value's text, in hexadecimal digits.",
        url: "https://learn.microsoft.com/kusto/query/hash-sha256-function",
        examples: &[Example {
            kql: "print hash_sha256('World')",
            result: "78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524",
        }],
    },
    kernel: Kernel::Vectorized(digest::<Sha256>),
};
