use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;
use std::fmt::Write;

use crate::kernel::ip::V4;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "ipv4_range_to_cidr_list",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("start_ip", ParameterType::Exact(ScalarType::String)),
                Parameter::new("end_ip", ParameterType::Exact(ScalarType::String)),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The networks that make up a range of IPv4 addresses, as an array; null where one of its ends is no address.",
        url: "https://learn.microsoft.com/kusto/query/ipv4-range-to-cidr-list-function",
        examples: &[Example {
            kql: "print ipv4_range_to_cidr_list('1.1.128.0', '1.1.140.255')",
            result: "[\"1.1.128.0/21\",\"1.1.136.0/22\",\"1.1.140.0/24\"]",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (start, end) = (call.text(0)?, call.text(1)?);
    dynamics(call.rows, |row, out| {
        let (Some(start), Some(end)) = (V4::parse(start.get(row)), V4::parse(end.get(row))) else { return false };
        write_networks(start.address, end.address, out);
        true
    })
}

fn write_networks(start: u32, end: u32, out: &mut String) {
    out.push('[');
    let mut next = u64::from(start);
    while next <= u64::from(end) {
        // The largest network that begins here and does not reach beyond the end.
        let aligned = if next == 0 { 32 } else { next.trailing_zeros() };
        let bits = aligned.min((u64::from(end) - next + 1).ilog2());
        if out.len() > 1 {
            out.push(',');
        }
        out.push('"');
        let network = V4 { address: next as u32, prefix: 32 - bits };
        network.write(out);
        let _ = write!(out, "/{}\"", network.prefix);
        next += 1 << bits;
    }
    out.push(']');
}
