use lurcher_symbols::*;

use crate::kernel::ip::{mentions, plain_address};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "has_ipv4",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("source", ParameterType::StringOrDynamic),
                Parameter::new("ip", ParameterType::Exact(ScalarType::String)),
            ],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether an IPv4 address stands in a text, with no letter or digit at its ends.",
        url: "https://learn.microsoft.com/kusto/query/has-ipv4-function",
        examples: &[
            Example { kql: "print has_ipv4('05:04:54 127.0.0.1 GET /favicon.ico 404', '127.0.0.1')", result: "true" },
            Example { kql: "print has_ipv4('05:04:54127.0.0.1 GET /favicon.ico 404', '127.0.0.1')", result: "false" },
        ],
    },
    kernel: Kernel::Vectorized(|call| mentions(call, plain_address)),
};
