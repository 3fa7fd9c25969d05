use super::ipv4_lookup::LOOKUP;
use super::*;
use crate::kernel::networks::{look_up, v6};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "ipv6_lookup",
        LOOKUP,
        "The networks of a table that hold an IPv6 address and have the same further keys, as an array of texts.",
        "https://learn.microsoft.com/kusto/query/ipv6-lookup-plugin",
        &[Example {
            kql: "print ip = '2404:6800:4001::1' | evaluate ipv6_lookup((datatable(network:string)['2404:6800:4001::/48', '::/8']), ip, network) | project network",
            result: "2404:6800:4001::/48",
        }],
    ),
    kernel: Kernel::Vectorized(|call| look_up(call, v6)),
};
