use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::time_format::Format;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "format_datetime",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::DateTime,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("date", ParameterType::Exact(ScalarType::DateTime)),
                Parameter::new("format", ParameterType::Exact(ScalarType::String)).of_kind(ArgumentKind::Literal),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::FirstArgument,
        deterministic: true,
        summary: "The text of a datetime by a format.",
        url: "https://learn.microsoft.com/kusto/query/format-datetime-function",
        examples: &[
            Example {
                kql: "print format_datetime(datetime(2017-01-29 09:00:05), 'yy-MM-dd [HH:mm:ss]')",
                result: "17-01-29 [09:00:05]",
            },
            Example {
                kql: "print format_datetime(datetime(2017-01-29 09:00:05), 'yy-MM-dd [hh:mm:ss tt]')",
                result: "17-01-29 [09:00:05 AM]",
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = call.long(0)?;
    let format = match (call.constant_text(1)?, Format::datetime(call.constant_text(1)?)) {
        ("", _) => return refuse!("{}(): the format is empty", call.name),
        (_, Err(c)) => return refuse!("{}(): '{c}' is not allowed in the format", call.name),
        (_, Ok(format)) => format,
    };
    texts(call.rows, |row, out| {
        if let Some(ticks) = value.get(row) {
            format.write_datetime(ticks, out);
        }
    })
}
