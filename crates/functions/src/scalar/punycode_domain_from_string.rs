use lurcher_symbols::*;

use crate::kernel::{punycode, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "punycode_domain_from_string",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("string", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A domain name in punycode as it reads; empty where it cannot be decoded.",
        url: "https://learn.microsoft.com/kusto/query/punycode-domain-from-string-function",
        examples: &[
            Example { kql: "print punycode_domain_from_string('xn--Ge-mia.Bulg.edu')", result: "Gáe.Bulg.edu" },
            Example {
                kql: "print punycode_domain_from_string('xn--Ry-lja8c.xn--Jng-uta63a.xn--Bng-9ka.com')",
                result: "Rúyì.Jīngū.Bàng.com",
            },
        ],
    },
    kernel: Kernel::Vectorized(|call| {
        let text = call.text(0)?;
        texts(call.rows, |row, out| {
            if punycode::decode_domain(text.get(row), out).is_none() {
                out.clear();
            }
        })
    }),
};
