use lurcher_symbols::*;

use crate::kernel::{punycode, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "punycode_to_string",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("string", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The text that punycode stands for; empty where it is none.",
        url: "https://learn.microsoft.com/kusto/query/punycode-to-string-function",
        examples: &[
            Example { kql: "print punycode_to_string('acadmie-franaise-npb1a')", result: "académie-française" },
        ],
    },
    kernel: Kernel::Vectorized(|call| {
        let text = call.text(0)?;
        texts(call.rows, |row, out| {
            out.push_str(&punycode::decode(text.get(row)).unwrap_or_default());
        })
    }),
};
