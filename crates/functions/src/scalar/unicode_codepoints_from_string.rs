use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::codepoints::write_longs;
use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "unicode_codepoints_from_string",
        aliases: &["to_utf8"],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The code points of the characters of a text, as an array.",
        url: "https://learn.microsoft.com/kusto/query/unicode-codepoints-from-string-function",
        examples: &[Example { kql: "print unicode_codepoints_from_string('Kusto')", result: "[75,117,115,116,111]" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Spelled::of(call, 0)?;
    let mut buffer = String::new();
    dynamics(call.rows, |row, out| {
        write_longs(value.get(row, &mut buffer).chars().map(|c| i64::from(u32::from(c))), out);
        true
    })
}
