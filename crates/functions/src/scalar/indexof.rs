use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::chars::{CharIndex, Range};
use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "indexof",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("string", ParameterType::Scalar),
                Parameter::new("match", ParameterType::Scalar),
                Parameter::optional("start", ParameterType::Integer),
                Parameter::optional("length", ParameterType::Integer),
                Parameter::optional("occurrence", ParameterType::Integer).constant(),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The place of a text in another one, counted in characters from zero; -1 where it does not occur, null for an empty text or an impossible range.",
        url: "https://learn.microsoft.com/kusto/query/indexof-function",
        examples: &[
            Example { kql: "print indexof('abcdefg', 'cde')", result: "2" },
            Example { kql: "print indexof('abcdefg', 'cde', 1, 2)", result: "2" },
            Example { kql: "print indexof('abcdefg', 'cde', -5)", result: "2" },
            Example { kql: "print indexof(1234567, 5, 1, 4)", result: "4" },
            Example { kql: "print indexof('abcdefgabcdefg', 'cde', 1, 10, 2)", result: "9" },
            Example { kql: "print indexof('abc', '')", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (text, needle) = (Spelled::of(call, 0)?, Spelled::of(call, 1)?);
    let range = Range::of(call, 2)?;
    let (mut left, mut right) = (String::new(), String::new());
    numbers::<Int64Type>(call.rows, |row| {
        let (text, needle) = (text.get(row, &mut left), needle.get(row, &mut right));
        let index = CharIndex::new(text);
        let window = range.window(row, &index, true)?;
        if needle.is_empty() {
            return None;
        }
        let bytes = window.bytes(&index);
        let find = |from: usize| Some(from + text.get(from..)?.find(needle)?).filter(|at| *at < bytes.end);
        let next = |at: &usize| find(at + text[*at..].chars().next().map_or(1, char::len_utf8));
        let mut places = std::iter::successors(find(bytes.start), next);
        Some(window.passed_over.and_then(|n| places.nth(n)).map_or(-1, |at| index.place(at) as i64))
    })
}
