use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::ip::V4;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "parse_ipv4_mask",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("ip", ParameterType::Exact(ScalarType::String)),
                Parameter::new("prefix", ParameterType::Exact(ScalarType::Long)),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The network of an IPv4 address as a number; null where it is none.",
        url: "https://learn.microsoft.com/kusto/query/parse-ipv4-mask-function",
        examples: &[Example { kql: "print parse_ipv4_mask('127.0.0.1', 24)", result: "2130706432" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (ip, prefix) = (call.text(0)?, call.long(1)?);
    numbers::<Int64Type>(call.rows, |row| Some(V4::parse(ip.get(row))?.network(prefix.get(row)?)?.address.into()))
}
