use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::ip::compare_v4;
use crate::kernel::{Call, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "ipv4_is_match",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("ip1", ParameterType::Exact(ScalarType::String)),
                Parameter::new("ip2", ParameterType::Exact(ScalarType::String)),
                Parameter::optional("prefix", ParameterType::Exact(ScalarType::Long)),
            ],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether two IPv4 addresses are the same by the bits of their networks; null where one is no address.",
        url: "https://learn.microsoft.com/kusto/query/ipv4-is-match-function",
        examples: &[
            Example { kql: "print ipv4_is_match('192.168.1.1', '192.168.1.255', 24)", result: "true" },
            Example { kql: "print ipv4_is_match('a', '192.168.1.255')", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let compare = compare_v4(call)?;
    bools(call.rows, |row| compare(row).map(|ordering| ordering.is_eq()))
}
