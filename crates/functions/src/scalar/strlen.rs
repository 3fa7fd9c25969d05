use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_symbols::*;

use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "strlen",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("source", ParameterType::Exact(ScalarType::String))],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::Prefixed("strlen"),
        deterministic: true,
        summary: "The number of Unicode characters in a string.",
        url: "https://learn.microsoft.com/kusto/query/strlen-function",
        examples: &[Example { kql: "print strlen('hello')", result: "5" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = call.text(0)?;
    numbers::<Int64Type>(call.rows, |row| Some(length(source.get(row)) as i64))
}

fn length(text: &str) -> usize {
    if text.is_ascii() || is_planted(Mutant::LengthsInBytes) { text.len() } else { text.chars().count() }
}
