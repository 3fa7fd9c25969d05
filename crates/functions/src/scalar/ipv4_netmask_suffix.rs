use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::ip::V4;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "ipv4_netmask_suffix",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[Signature {
            parameters: &[Parameter::new("ip", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The prefix length of an IPv4 address, 32 where it has none; null where it is no address.",
        url: "https://learn.microsoft.com/kusto/query/ipv4-netmask-suffix-function",
        examples: &[
            Example { kql: "print ipv4_netmask_suffix('192.168.1.1/24')", result: "24" },
            Example { kql: "print ipv4_netmask_suffix('10.1.2.3')", result: "32" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let ip = call.text(0)?;
    numbers::<Int64Type>(call.rows, |row| Some(V4::parse(ip.get(row))?.prefix.into()))
}
