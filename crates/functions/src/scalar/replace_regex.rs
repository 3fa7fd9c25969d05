use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::regexes::{self, Rewrite};
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "replace_regex",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("source", ParameterType::Exact(ScalarType::String)),
                Parameter::new("lookup_regex", ParameterType::Exact(ScalarType::String)).constant().regex(),
                Parameter::new("rewrite_pattern", ParameterType::Exact(ScalarType::String)).constant(),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A text with each match of a regular expression replaced; `\\1` stands for its first group.",
        url: "https://learn.microsoft.com/kusto/query/replace-regex-function",
        examples: &[
            Example { kql: "print replace_regex('Number is 1', @'is (\\d+)', @'was: \\1')", result: "Number was: 1" },
            Example { kql: "print replace_regex('one two', @'(\\w)(\\w)', @'\\2\\1')", result: "noe wto" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let regex = regexes::compile(call.constant_text(1)?)?;
    let rewrite = Rewrite::parse(call.constant_text(2)?);
    let source = call.text(0)?;
    texts(call.rows, |row, out| rewrite.replace_all(&regex, source.get(row), out))
}
