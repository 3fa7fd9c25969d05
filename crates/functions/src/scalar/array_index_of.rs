use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::{elements, from_end, same};
use crate::kernel::{Call, Scalars, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "array_index_of",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("array", ParameterType::DynamicArray),
                Parameter::new("value", ParameterType::Scalar),
                Parameter::optional("start", ParameterType::Integer),
                Parameter::optional("length", ParameterType::Integer),
                Parameter::optional("occurrence", ParameterType::Integer).constant(),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The place of a value in an array, from 0; -1 where it is not there.",
        url: "https://learn.microsoft.com/kusto/query/array-index-of-function",
        examples: &[
            Example {
                kql: "print array_index_of(dynamic(['this', 'is', 'an', 'example', 'an', 'example']), 'an')",
                result: "2",
            },
            Example {
                kql: "print array_index_of(dynamic(['this', 'is', 'an', 'example', 'an', 'example']), 'an', 1, -1, 2)",
                result: "4",
            },
            Example {
                kql: "print array_index_of(dynamic(['this', 'is', 'an', 'example', 'an', 'example']), 'is', -4)",
                result: "-1",
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let array = call.text(0)?;
    let rest = Scalars::all(call, 1)?;
    let (mut items, mut value) = (Vec::new(), String::new());
    numbers::<Int64Type>(call.rows, |row| {
        let number = |i: usize, default: i64| rest.get(i).map_or(Some(default), |n| n.long(row));
        let (start, length, occurrence) = (number(1, 0)?, number(2, -1)?, number(3, 1)?);
        if !elements(array.option(row), &mut items) || length < -1 || occurrence < 0 {
            return None;
        }
        value.clear();
        rest[0].write_element(row, &mut value);
        let start = from_end(start, items.len()).max(0) as usize;
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let nth = usize::try_from(occurrence.max(1) - 1).ok()?;
        let found = items.iter().enumerate().skip(start).take(length).filter(|(_, item)| same(item, &value)).nth(nth);
        Some(found.map_or(-1, |(place, _)| place as i64))
    })
}
