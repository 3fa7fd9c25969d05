use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::elements;
use crate::kernel::{Call, Cell, Scalars, is_full, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "strcat_array",
        aliases: &["array_strcat"],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("array", ParameterType::DynamicArray),
                Parameter::new("delimiter", ParameterType::Scalar),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The elements of an array as one text, with a delimiter between them.",
        url: "https://learn.microsoft.com/kusto/query/strcat-array-function",
        examples: &[Example { kql: "print strcat_array(dynamic([1, 2, 3]), '->')", result: "1->2->3" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (array, delimiter) = (call.text(0)?, Scalars::of(call, 1)?);
    let (mut items, mut between) = (Vec::new(), String::new());
    texts(call.rows, |row, out| {
        between.clear();
        delimiter.write_text(row, &mut between);
        elements(array.option(row), &mut items);
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                out.push_str(&between);
            }
            Cell::of(Some(item)).write_text(out);
            if is_full(out) {
                return;
            }
        }
    })
}
