use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::ip::V4;
use crate::kernel::{Call, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "ipv4_is_private",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[Signature {
            parameters: &[Parameter::new("ip", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether an IPv4 address is of a private network; null where it is no address.",
        url: "https://learn.microsoft.com/kusto/query/ipv4-is-private-function",
        examples: &[
            Example { kql: "print ipv4_is_private('192.168.1.1/24')", result: "true" },
            Example { kql: "print ipv4_is_private('127.0.0.1')", result: "false" },
            Example { kql: "print ipv4_is_private('host')", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

const PRIVATE: [V4; 3] = [
    V4 { address: 0x0a00_0000, prefix: 8 },
    V4 { address: 0xac10_0000, prefix: 12 },
    V4 { address: 0xc0a8_0000, prefix: 16 },
];

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let ip = call.text(0)?;
    bools(call.rows, |row| {
        let ip = V4::parse(ip.get(row))?;
        Some(PRIVATE.iter().any(|network| network.contains(ip)))
    })
}
