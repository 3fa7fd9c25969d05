use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::regexes::{self, Rewrite};
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "replace",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("regex", ParameterType::Exact(ScalarType::String)).constant().regex(),
                Parameter::new("rewrite", ParameterType::Exact(ScalarType::String)).constant(),
                Parameter::new("source", ParameterType::Exact(ScalarType::String)),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The old form of replace_regex(), with the text last.",
        url: "https://learn.microsoft.com/kusto/query/replace-regex-function",
        examples: &[Example { kql: "print replace('is', 'was', 'Number is 1')", result: "Number was 1" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let regex = regexes::compile(call.constant_text(0)?)?;
    let rewrite = Rewrite::parse(call.constant_text(1)?);
    let source = call.text(2)?;
    texts(call.rows, |row, out| rewrite.replace_all(&regex, source.get(row), out))
}
