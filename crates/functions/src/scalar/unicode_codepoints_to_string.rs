use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::elements as split;
use crate::kernel::{Call, Cell, Scalars, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "unicode_codepoints_to_string",
        aliases: &["make_string"],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::repeated(
                "value",
                ParameterType::OneOf(&[ScalarType::Int, ScalarType::Long, ScalarType::Dynamic]),
                1,
                32767,
            )],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The text of code points, given one by one or as arrays.",
        url: "https://learn.microsoft.com/kusto/query/unicode-codepoints-to-string-function",
        examples: &[
            Example { kql: "print unicode_codepoints_to_string(75, 117, 115, 116, 111)", result: "Kusto" },
            Example { kql: "print unicode_codepoints_to_string(dynamic([75, 117]), 115)", result: "Kus" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let values = Scalars::all(call, 0)?;
    let mut elements = Vec::new();
    texts(call.rows, |row, out| {
        for value in &values {
            match value.cell(row) {
                Cell::Long(point) => out.extend(character(point)),
                Cell::Array(text) => {
                    split(Some(text), &mut elements);
                    out.extend(elements.iter().filter_map(|e| e.parse().ok()).filter_map(character));
                }
                _ => {}
            }
        }
    })
}

fn character(point: i64) -> Option<char> {
    char::from_u32(u32::try_from(point).ok()?)
}
