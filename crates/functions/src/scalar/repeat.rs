use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::write_array;
use crate::kernel::{Call, Scalars, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "repeat",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("value", ParameterType::OneOf(VALUES)),
                Parameter::new("count", ParameterType::Exact(ScalarType::Long)),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::Prefixed("repeat"),
        deterministic: true,
        summary: "An array of the same value, some times over.",
        url: "https://learn.microsoft.com/kusto/query/repeat-function",
        examples: &[Example { kql: "print repeat(1, 3)", result: "[1,1,1]" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

/// What the documentation allows; the engine refuses dynamics.
const VALUES: &[ScalarType] = &[
    ScalarType::Bool,
    ScalarType::Int,
    ScalarType::Long,
    ScalarType::Real,
    ScalarType::String,
    ScalarType::DateTime,
    ScalarType::TimeSpan,
];

/// The most elements that the engine makes.
const MOST: i64 = 1 << 20;

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (value, count) = (Scalars::of(call, 0)?, call.long(1)?);
    let mut text = String::new();
    dynamics(call.rows, |row, out| {
        let Some(count) = count.get(row).filter(|count| *count >= 0) else { return false };
        text.clear();
        value.write_element(row, &mut text);
        write_array((0..count.min(MOST)).map(|_| text.as_str()), out);
        true
    })
}
