use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::ip::V4;
use crate::kernel::{Call, Cell, Scalars, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "format_ipv4",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("ip", ParameterType::Scalar),
                Parameter::optional("prefix", ParameterType::Exact(ScalarType::Long)),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The network of an IPv4 address, the address given as text or number; empty where it is none.",
        url: "https://learn.microsoft.com/kusto/query/format-ipv4-function",
        examples: &[
            Example { kql: "print format_ipv4('192.168.1.1', 24)", result: "192.168.1.0" },
            Example { kql: "print format_ipv4(3232236031, 24)", result: "192.168.1.0" },
            Example { kql: "print format_ipv4('192.168.1.1', -1)", result: "" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let ip = Scalars::of(call, 0)?;
    let prefix = if call.has(1) { Some(call.long(1)?) } else { None };
    texts(call.rows, |row, out| {
        let ip = match ip.cell(row) {
            Cell::Long(number) => u32::try_from(number).ok().map(|address| V4 { address, prefix: 32 }),
            Cell::Text(text) => V4::parse(&text),
            _ => None,
        };
        let prefix = prefix.map_or(Some(32), |prefix| prefix.get(row));
        if let Some(network) = ip.zip(prefix).and_then(|(ip, prefix)| ip.network(prefix)) {
            network.write(out);
        }
    })
}
