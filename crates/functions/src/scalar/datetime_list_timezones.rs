use chrono_tz::TZ_VARIANTS;
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::*;

use crate::kernel::Call;
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "datetime_list_timezones",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature { parameters: &[], result: ResultType::Exact(ScalarType::Dynamic) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The names of all time zones.",
        url: "https://learn.microsoft.com/kusto/query/datetime-list-timezones-function",
        examples: &[Example { kql: "print array_length(datetime_list_timezones())", result: "597" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(_: &Call<'_>) -> Result<ColumnarValue> {
    let mut names: Vec<String> = TZ_VARIANTS.iter().map(|zone| zone.name().to_owned()).collect();
    names.sort();
    let names = Dynamic::Array(names.into_iter().map(Dynamic::String).collect());
    Ok(ColumnarValue::Scalar(ScalarValue::Utf8View(Some(names.canonical()))))
}
