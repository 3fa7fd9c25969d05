use lurcher_symbols::*;

use crate::kernel::ip::{address_prefix, mentions};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "has_any_ipv4_prefix",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[
            Signature {
                parameters: &[
                    Parameter::new("source", ParameterType::StringOrDynamic),
                    Parameter::repeated("ip_prefixes", ParameterType::Exact(ScalarType::String), 1, 32767),
                ],
                result: ResultType::Exact(ScalarType::Bool),
            },
            Signature {
                parameters: &[
                    Parameter::new("source", ParameterType::StringOrDynamic),
                    Parameter::new("ip_prefixes", ParameterType::DynamicArray),
                ],
                result: ResultType::Exact(ScalarType::Bool),
            },
        ],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether an IPv4 address that begins like any of several prefixes stands in a text.",
        url: "https://learn.microsoft.com/kusto/query/has-any-ipv4-prefix-function",
        examples: &[Example {
            kql: "print has_any_ipv4_prefix('05:04:54 127.0.0.1 GET /favicon.ico 404', '127.0.', '192.168.')",
            result: "true",
        }],
    },
    kernel: Kernel::Vectorized(|call| mentions(call, address_prefix)),
};
