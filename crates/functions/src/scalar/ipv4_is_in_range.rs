use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::ip::compare_v4;
use crate::kernel::{Call, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "ipv4_is_in_range",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("ip", ParameterType::Exact(ScalarType::String)),
                Parameter::new("ip_range", ParameterType::Exact(ScalarType::String)),
            ],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether an IPv4 address is in a network; null where one of them is none.",
        url: "https://learn.microsoft.com/kusto/query/ipv4-is-in-range-function",
        examples: &[
            Example { kql: "print ipv4_is_in_range('192.168.1.6', '192.168.1.255/24')", result: "true" },
            Example { kql: "print ipv4_is_in_range('192.168.2.6', '192.168.1.255/24')", result: "false" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let compare = compare_v4(call)?;
    bools(call.rows, |row| compare(row).map(|ordering| ordering.is_eq()))
}
