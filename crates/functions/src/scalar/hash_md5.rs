use lurcher_symbols::*;
use md5::Md5;

use crate::kernel::hashes::digest;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "hash_md5",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Hash,
        signatures: &[Signature {
            parameters: &[Parameter::new("source", ParameterType::NotDynamic)],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The MD5 hash of a value's text, in hexadecimal digits.",
        url: "https://learn.microsoft.com/kusto/query/hash-md5-function",
        examples: &[
            Example { kql: "print hash_md5('World')", result: "f5a7924e621e84c9280a9a27e1bcb7f6" },
            Example { kql: "print hash_md5(datetime(2020-01-01))", result: "786c530672d1f8db31fee25ea8a9390b" },
        ],
    },
    kernel: Kernel::Vectorized(digest::<Md5>),
};
