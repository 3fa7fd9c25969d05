use super::*;
use crate::kernel::networks::{look_up, v4};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "ipv4_lookup",
        LOOKUP,
        "The networks of a table that hold an IPv4 address and have the same further keys, as an array of texts.",
        "https://learn.microsoft.com/kusto/query/ipv4-lookup-plugin",
        &[Example {
            kql: "print ip = '5.8.1.2' | evaluate ipv4_lookup((datatable(network:string)['5.8.0.0/19', '6.0.0.0/8']), ip, network) | project network",
            result: "5.8.0.0/19",
        }],
    ),
    kernel: Kernel::Vectorized(|call| look_up(call, v4)),
};

/// A table as an array of arrays (a network, then further keys), an address, the further keys.
pub(super) const LOOKUP: &[Signature] = &[
    Signature {
        parameters: &[
            Parameter::new("table", Exact(Dynamic)).constant(),
            Parameter::new("ip", Exact(ScalarType::String)),
        ],
        result: ResultType::Exact(Dynamic),
    },
    Signature {
        parameters: &[
            Parameter::new("table", Exact(Dynamic)).constant(),
            Parameter::new("ip", Exact(ScalarType::String)),
            Parameter::repeated("key", Exact(ScalarType::String), 1, 32767),
        ],
        result: ResultType::Exact(Dynamic),
    },
];
