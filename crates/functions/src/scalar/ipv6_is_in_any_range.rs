use lurcher_symbols::*;

use crate::kernel::ip::in_any_range;
use crate::kernel::networks;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "ipv6_is_in_any_range",
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
        summary: "Whether an IPv6 address is in any of several networks; null where it is no address.",
        url: "https://learn.microsoft.com/kusto/query/ipv6-is-in-any-range-function",
        examples: &[Example {
            kql: "print ipv6_is_in_any_range('a5e:f127:8a9d:146d:e102:b5d3:c755:abcd', 'a5e:f127:8a9d:146d:e102:b5d3:c755:0000/112')",
            result: "true",
        }],
    },
    kernel: Kernel::Vectorized(|call| in_any_range(call, networks::v6)),
};
