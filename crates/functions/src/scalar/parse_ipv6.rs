use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::ip::V6;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "parse_ipv6",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[Signature {
            parameters: &[Parameter::new("ip", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "An IPv6 or IPv4 address in its full IPv6 form; empty where it is none.",
        url: "https://learn.microsoft.com/kusto/query/parse-ipv6-function",
        examples: &[
            Example { kql: "print parse_ipv6('192.168.255.255')", result: "0000:0000:0000:0000:0000:ffff:c0a8:ffff" },
            Example {
                kql: "print parse_ipv6('192.168.255.255/24')",
                result: "0000:0000:0000:0000:0000:ffff:c0a8:ff00",
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let ip = call.text(0)?;
    texts(call.rows, |row, out| {
        if let Some(ip) = V6::parse(ip.get(row)).and_then(|ip| ip.network(128)) {
            ip.write(out);
        }
    })
}
