use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::ip::compare_v4;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "ipv4_compare",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Ip,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("ip1", ParameterType::Exact(ScalarType::String)),
                Parameter::new("ip2", ParameterType::Exact(ScalarType::String)),
                Parameter::optional("prefix", ParameterType::Exact(ScalarType::Long)),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The order of two IPv4 addresses by the bits of their networks: -1, 0 or 1; null where one is no address.",
        url: "https://learn.microsoft.com/kusto/query/ipv4-compare-function",
        examples: &[
            Example { kql: "print ipv4_compare('192.168.1.1/24', '192.168.1.255')", result: "0" },
            Example { kql: "print ipv4_compare('10.0.0.1', '10.0.0.2')", result: "-1" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let compare = compare_v4(call)?;
    numbers::<Int64Type>(call.rows, |row| compare(row).map(|ordering| ordering as i64))
}
