use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::ip::V6;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "parse_ipv6_mask",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("ip", ParameterType::Exact(ScalarType::String)),
                Parameter::new("prefix", ParameterType::Exact(ScalarType::Long)),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The network of an IPv6 or IPv4 address in its full IPv6 form; empty where it is none.",
        url: "https://learn.microsoft.com/kusto/query/parse-ipv6-mask-function",
        examples: &[Example {
            kql: "print parse_ipv6_mask('fe80::85d:e82c:9446:7994/120', 124)",
            result: "fe80:0000:0000:0000:085d:e82c:9446:7900",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let ip = call.text(0)?;
    let prefix = call.long(1)?;
    texts(call.rows, |row, out| {
        if let Some(ip) = V6::parse(ip.get(row)).zip(prefix.get(row)).and_then(|(ip, prefix)| ip.network(prefix)) {
            ip.write(out);
        }
    })
}
