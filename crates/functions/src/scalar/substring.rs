use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_symbols::*;

use crate::kernel::chars::CharIndex;
use crate::kernel::operand::Operand;
use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "substring",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("string", ParameterType::Scalar),
                Parameter::new("start", ParameterType::Integer),
                Parameter::optional("length", ParameterType::Integer),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A part of a text, by the place of its first character (from the end where negative) and its length.",
        url: "https://learn.microsoft.com/kusto/query/substring-function",
        examples: &[
            Example { kql: "print substring('123456', 1)", result: "23456" },
            Example { kql: "print substring('123456', 2, 2)", result: "34" },
            Example { kql: "print substring('123456', -2, 2)", result: "56" },
            Example { kql: "print substring('hello', -100, 3)", result: "" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = Spelled::of(call, 0)?;
    let start = Operand::longs(call, 1)?;
    let length = if call.has(2) { Some(Operand::longs(call, 2)?) } else { None };
    let mut buffer = String::new();
    texts(call.rows, |row, out| {
        let text = source.get(row, &mut buffer);
        let Some(start) = start.get(row) else { return };
        let length = match &length {
            Some(length) => length.get(row).unwrap_or(0),
            None => i64::MAX,
        };
        out.push_str(part(text, start, length));
    })
}

/// `length` characters from place `start` on. What begins before the text is empty.
fn part(text: &str, start: i64, length: i64) -> &str {
    if is_planted(Mutant::PartsInBytes) && start >= 0 {
        let (start, length) = (start as usize, usize::try_from(length).unwrap_or(0));
        let end = start.saturating_add(length).min(text.len());
        return text.get(start..end).unwrap_or_default();
    }
    let index = CharIndex::new(text);
    let start = if start < 0 { start.saturating_add(index.len() as i64) } else { start };
    match (usize::try_from(start), usize::try_from(length)) {
        (Ok(start), Ok(length)) => &text[index.byte(start)..index.byte(start.saturating_add(length))],
        _ => "",
    }
}
