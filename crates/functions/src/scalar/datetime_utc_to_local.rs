use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::Call;
use crate::kernel::zones::{ahead_of_utc, shift};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "datetime_utc_to_local",
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
        summary: "A zone's local time at a point in time.",
        url: "https://learn.microsoft.com/kusto/query/datetime-utc-to-local-function",
        examples: &[Example {
            kql: "print datetime_utc_to_local(datetime(2020-02-03 04:02:20), 'US/Pacific')",
            result: "2020-02-02T20:02:20.0000000Z",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    shift(call, ahead_of_utc)
}
