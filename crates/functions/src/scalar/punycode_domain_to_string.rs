use lurcher_symbols::*;

use crate::kernel::{punycode, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "punycode_domain_to_string",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("string", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A domain name in punycode, as IDNA writes it; empty where it cannot be encoded.",
        url: "https://learn.microsoft.com/kusto/query/punycode-domain-to-string-function",
        examples: &[
            Example {
                kql: "print punycode_domain_to_string('Lê Lợi。Thuận Thiên。com')",
                result: "xn--L Li-gpa4517b.xn--Thun Thin-s4a7194f.com",
            },
            Example {
                kql: "print punycode_domain_to_string('Riðill｡Skáldskaparmál｡org')",
                result: "xn--Riill-jta.xn--Skldskaparml-dbbj.org",
            },
            Example {
                kql: "print punycode_domain_to_string(\"Kaledvoulc'h.Artorījos.edu\")",
                result: "Kaledvoulc'h.xn--Artorjos-ejb.edu",
            },
        ],
    },
    kernel: Kernel::Vectorized(|call| {
        let text = call.text(0)?;
        texts(call.rows, |row, out| {
            if punycode::encode_domain(text.get(row), out).is_none() {
                out.clear();
            }
        })
    }),
};
