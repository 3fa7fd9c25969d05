use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::ip::compare_v6;
use crate::kernel::{Call, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "ipv6_is_in_range",
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
        summary: "Whether an IPv6 address is in a network; null where one of them is none.",
        url: "https://learn.microsoft.com/kusto/query/ipv6-is-in-range-function",
        examples: &[Example {
            kql: "print ipv6_is_in_range('a5e:f127:8a9d:146d:e102:b5d3:c755:abcd', 'a5e:f127:8a9d:146d:e102:b5d3:c755:0000/112')",
            result: "true",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let compare = compare_v6(call)?;
    bools(call.rows, |row| compare(row).map(|ordering| ordering.is_eq()))
}
