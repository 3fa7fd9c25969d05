use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::time_format::Format;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "format_timespan",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("timespan", ParameterType::Exact(ScalarType::TimeSpan)),
                Parameter::new("format", ParameterType::Exact(ScalarType::String)).of_kind(ArgumentKind::Literal),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The text of a timespan by a format.",
        url: "https://learn.microsoft.com/kusto/query/format-timespan-function",
        examples: &[
            Example {
                kql: "print format_timespan(time(29.09:00:05.12345), 'dd.hh:mm:ss:FF')",
                result: "29.09:00:05:12",
            },
            Example { kql: "print format_timespan(-90s, 'mm:ss')", result: "-01:30" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = call.long(0)?;
    let format = match (call.constant_text(1)?, Format::timespan(call.constant_text(1)?)) {
        ("", _) => return refuse!("{}(): the format is empty", call.name),
        (_, Err(c)) => return refuse!("{}(): '{c}' is not allowed in the format", call.name),
        (_, Ok(format)) => format,
    };
    texts(call.rows, |row, out| {
        if let Some(ticks) = value.get(row) {
            format.write_timespan(ticks, out);
        }
    })
}
