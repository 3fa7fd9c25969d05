use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "translate",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("searchList", ParameterType::Exact(ScalarType::String)),
                Parameter::new("replacementList", ParameterType::Exact(ScalarType::String)),
                Parameter::new("source", ParameterType::Exact(ScalarType::String)),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A text with each character of one list replaced by its counterpart in another one; the last counterpart serves for the rest, and none removes.",
        url: "https://learn.microsoft.com/kusto/query/translate-function",
        examples: &[
            Example { kql: "print translate('krasp', 'otsku', 'spark')", result: "kusto" },
            Example { kql: "print translate('abc', 'x', 'abc')", result: "xxx" },
            Example { kql: "print translate('abc', '', 'ab')", result: "" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (search, replacement, source) = (call.text(0)?, call.text(1)?, call.text(2)?);
    texts(call.rows, |row, out| {
        let (search, replacement) = (search.get(row), replacement.get(row));
        for c in source.get(row).chars() {
            match search.chars().position(|s| s == c) {
                None => out.push(c),
                Some(place) => out.extend(replacement.chars().nth(place).or(replacement.chars().next_back())),
            }
        }
    })
}
