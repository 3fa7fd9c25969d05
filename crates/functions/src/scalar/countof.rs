use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;
use memchr::memmem;

use crate::kernel::{Call, numbers, regexes};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "countof",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("source", ParameterType::Exact(ScalarType::String)),
                Parameter::new("search", ParameterType::Exact(ScalarType::String)).regex_of_kind(),
                Parameter::optional("kind", ParameterType::Exact(ScalarType::String)).one_of(Choices::Exactly(&["normal", "regex"])),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "How often a text occurs in another one, overlaps counted; with the kind `regex`, how many matches a regular expression has.",
        url: "https://learn.microsoft.com/kusto/query/countof-function",
        examples: &[
            Example { kql: "print countof('aaaa', 'aa')", result: "3" },
            Example { kql: "print countof('ababa', 'aba')", result: "2" },
            Example { kql: "print countof('ababa', 'aba', 'regex')", result: "1" },
            Example { kql: "print countof('abcabc', 'a.c', 'regex')", result: "2" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (source, search) = (call.text(0)?, call.text(1)?);
    let kind = if call.has(2) { call.constant_text(2)? } else { "normal" };
    match kind {
        "normal" => numbers::<Int64Type>(call.rows, |row| Some(occurrences(source.get(row), search.get(row)))),
        "regex" if call.constant(1).is_some() => {
            let regex = regexes::compile(search.get(0))?;
            numbers::<Int64Type>(call.rows, |row| Some(regex.find_iter(source.get(row)).count() as i64))
        }
        "regex" => {
            let counts: Result<Vec<i64>> = (0..call.rows)
                .map(|row| Ok(regexes::compile(search.get(row))?.find_iter(source.get(row)).count() as i64))
                .collect();
            let counts = counts?;
            numbers::<Int64Type>(call.rows, |row| Some(counts[row]))
        }
        other => refuse!("countof(): the kind is 'normal' or 'regex', not '{other}'"),
    }
}

fn occurrences(text: &str, search: &str) -> i64 {
    if search.is_empty() {
        return 0;
    }
    let (mut from, mut count) = (0, 0);
    while let Some(at) = memmem::find(&text.as_bytes()[from..], search.as_bytes()) {
        from += at + 1;
        count += 1;
    }
    count
}
