use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::Call;
use crate::kernel::zones::{behind_local, shift};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "datetime_local_to_utc",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("from", ParameterType::Exact(ScalarType::DateTime)),
                Parameter::new("timezone", ParameterType::Exact(ScalarType::String)),
            ],
            result: ResultType::Exact(ScalarType::DateTime),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The point in time of a zone's local time.",
        url: "https://learn.microsoft.com/kusto/query/datetime-local-to-utc-function",
        examples: &[Example {
            kql: "print datetime_local_to_utc(datetime(2020-02-02 20:02:20), 'US/Pacific')",
            result: "2020-02-03T04:02:20.0000000Z",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    shift(call, behind_local)
}
