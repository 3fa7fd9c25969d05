use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::ip::V4;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "parse_ipv4",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[Signature {
            parameters: &[Parameter::new("ip", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "An IPv4 address as a number; null where it is none.",
        url: "https://learn.microsoft.com/kusto/query/parse-ipv4-function",
        examples: &[
            Example { kql: "print parse_ipv4('192.168.1.1')", result: "3232235777" },
            Example { kql: "print parse_ipv4('192.168.1.1/24')", result: "3232235776" },
            Example { kql: "print parse_ipv4('not an ip')", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let ip = call.text(0)?;
    numbers::<Int64Type>(call.rows, |row| Some(V4::parse(ip.get(row))?.network(32)?.address.into()))
}
