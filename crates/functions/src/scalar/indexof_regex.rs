use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::chars::{CharIndex, Range};
use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, numbers, regexes};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "indexof_regex",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("string", ParameterType::Scalar),
                Parameter::new("match", ParameterType::Scalar).constant().regex(),
                Parameter::optional("start", ParameterType::Integer),
                Parameter::optional("length", ParameterType::Integer),
                Parameter::optional("occurrence", ParameterType::Integer).constant(),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The place of a match of a regular expression, counted in characters from zero; -1 where there is none, null for an impossible range.",
        url: "https://learn.microsoft.com/kusto/query/indexof-regex-function",
        examples: &[
            Example { kql: "print indexof_regex('abcabc', @'a.c')", result: "0" },
            Example { kql: "print indexof_regex('abcabcdefg', @'a.c', 0, 9, 2)", result: "3" },
            Example { kql: "print indexof_regex('abcabc', @'a.c', 1, -1, 2)", result: "-1" },
            Example { kql: "print indexof_regex('abcabc', @'a|ab', -1)", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (text, pattern) = (Spelled::of(call, 0)?, Spelled::of(call, 1)?);
    let range = Range::of(call, 2)?;
    let (mut left, mut right) = (String::new(), String::new());
    let regex = regexes::compile(pattern.get(0, &mut right))?;
    numbers::<Int64Type>(call.rows, |row| {
        let text = text.get(row, &mut left);
        let index = CharIndex::new(text);
        let window = range.window(row, &index, false)?;
        let bytes = window.bytes(&index);
        let mut matches = regex.find_iter(&text[bytes.start..]).map(|found| bytes.start + found.start());
        let found = window.passed_over.and_then(|n| matches.nth(n)).filter(|at| *at < bytes.end);
        Some(found.map_or(-1, |at| index.place(at) as i64))
    })
}
