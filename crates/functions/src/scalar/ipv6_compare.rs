use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::ip::compare_v6;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "ipv6_compare",
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
        summary: "The order of two IPv6 addresses by the bits of their networks: -1, 0 or 1; null where one is no address.",
        url: "https://learn.microsoft.com/kusto/query/ipv6-compare-function",
        examples: &[Example {
            kql: "print ipv6_compare('fe80::85d:e82c:9446:7994/120', 'fe80::85d:e82c:9446:7998')",
            result: "0",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let compare = compare_v6(call)?;
    numbers::<Int64Type>(call.rows, |row| compare(row).map(|ordering| ordering as i64))
}
