use lurcher_symbols::*;

use crate::kernel::ip::in_any_range;
use crate::kernel::networks;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "ipv4_is_in_any_range",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[
            Signature {
                parameters: &[
                    Parameter::new("ip", ParameterType::StringOrDynamic),
                    Parameter::repeated("ranges", ParameterType::Exact(ScalarType::String), 1, 32767),
                ],
                result: ResultType::Exact(ScalarType::Bool),
            },
            Signature {
                parameters: &[
                    Parameter::new("ip", ParameterType::StringOrDynamic),
                    Parameter::new("ranges", ParameterType::DynamicArray),
                ],
                result: ResultType::Exact(ScalarType::Bool),
            },
        ],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether an IPv4 address is in any of several networks; null where it is no address.",
        url: "https://learn.microsoft.com/kusto/query/ipv4-is-in-any-range-function",
        examples: &[
            Example {
                kql: "print ipv4_is_in_any_range('192.168.1.6', '192.168.1.1/24', '10.0.0.1/8')",
                result: "true",
            },
            Example {
                kql: "print ipv4_is_in_any_range('1.1.1.1', dynamic(['127.0.0.1/8', '10.0.0.1/8']))",
                result: "false",
            },
        ],
    },
    kernel: Kernel::Vectorized(|call| in_any_range(call, networks::v4)),
};
