use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::ip::compare_v6;
use crate::kernel::{Call, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "ipv6_is_match",
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
        summary: "Whether two IPv6 addresses are the same by the bits of their networks; null where one is no address.",
        url: "https://learn.microsoft.com/kusto/query/ipv6-is-match-function",
        examples: &[Example {
            kql: "print ipv6_is_match('fe80::85d:e82c:9446:7994', 'fe80::85d:e82c:9446:7995', 127)",
            result: "true",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let compare = compare_v6(call)?;
    bools(call.rows, |row| compare(row).map(|ordering| ordering.is_eq()))
}
