use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::{Call, Text, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "estimate_data_size",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Metadata,
        signatures: &[Signature {
            parameters: &[
                Parameter::repeated("column", ParameterType::Scalar, 1, 32767).of_kind(ArgumentKind::ColumnOrStar)
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "How many bytes the values of columns take: strings by their UTF-8, all other types by their width. Of a dynamic the bytes of its JSON count, not those of Kusto's own encoding.",
        url: "https://learn.microsoft.com/kusto/query/estimate-data-size-function",
        examples: &[Example {
            kql: "range x from 1 to 10 step 1 | extend Text = '1234567890' | summarize Total = sum(estimate_data_size(*))",
            result: "180",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let mut fixed = 0;
    let mut texts: Vec<Text<'_>> = Vec::new();
    for (i, ty) in call.types.iter().enumerate() {
        match ty {
            ScalarType::Bool => fixed += 1,
            ScalarType::Int => fixed += 4,
            ScalarType::Long | ScalarType::Real | ScalarType::DateTime | ScalarType::TimeSpan => fixed += 8,
            ScalarType::Decimal | ScalarType::Guid => fixed += 16,
            ScalarType::String | ScalarType::Dynamic => texts.push(call.text(i)?),
        }
    }
    numbers::<Int64Type>(call.rows, |row| Some(texts.iter().fold(fixed, |sum, text| sum + text.get(row).len() as i64)))
}
