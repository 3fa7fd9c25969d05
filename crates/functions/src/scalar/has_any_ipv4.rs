use lurcher_symbols::*;

use crate::kernel::ip::{mentions, plain_address};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "has_any_ipv4",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[
            Signature {
                parameters: &[
                    Parameter::new("source", ParameterType::StringOrDynamic),
                    Parameter::repeated("ips", ParameterType::Exact(ScalarType::String), 1, 32767),
                ],
                result: ResultType::Exact(ScalarType::Bool),
            },
            Signature {
                parameters: &[
                    Parameter::new("source", ParameterType::StringOrDynamic),
                    Parameter::new("ips", ParameterType::DynamicArray),
                ],
                result: ResultType::Exact(ScalarType::Bool),
            },
        ],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether any of several IPv4 addresses stands in a text.",
        url: "https://learn.microsoft.com/kusto/query/has-any-ipv4-function",
        examples: &[Example {
            kql: "print has_any_ipv4('05:04:54 127.0.0.1 GET /favicon.ico 404', dynamic(['127.0.0.1', '127.0.0.2']))",
            result: "true",
        }],
    },
    kernel: Kernel::Vectorized(|call| mentions(call, plain_address)),
};
