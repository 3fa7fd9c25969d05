use lurcher_symbols::*;
use sha1::Sha1;

use crate::kernel::hashes::digest;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "hash_sha1",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Hash,
        signatures: &[Signature {
            parameters: &[Parameter::new("source", ParameterType::NotDynamic)],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The SHA-1 hash of a value's text, in hexadecimal digits.",
        url: "https://learn.microsoft.com/kusto/query/hash-sha1-function",
        examples: &[Example { kql: "print hash_sha1('World')", result: "70c07ec18ef89c5309bbb0937f3a6342411e1fdd" }],
    },
    kernel: Kernel::Vectorized(digest::<Sha1>),
};
