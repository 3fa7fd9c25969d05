use lurcher_symbols::*;

use crate::kernel::{punycode, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "punycode_from_string",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("string", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A text in punycode; empty where it cannot be encoded.",
        url: "https://learn.microsoft.com/kusto/query/punycode-from-string-function",
        examples: &[
            Example { kql: "print punycode_from_string('académie-française')", result: "acadmie-franaise-npb1a" },
            Example { kql: "print punycode_from_string('艺术')", result: "cqv902d" },
        ],
    },
    kernel: Kernel::Vectorized(|call| {
        let text = call.text(0)?;
        texts(call.rows, |row, out| {
            if punycode::encode(text.get(row), out).is_none() {
                out.clear();
            }
        })
    }),
};
