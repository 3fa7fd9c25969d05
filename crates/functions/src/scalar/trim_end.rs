use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::regexes;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "trim_end",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("regex", ParameterType::Exact(ScalarType::String)).constant().regex(),
                Parameter::new("source", ParameterType::Exact(ScalarType::String)),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Removes one match of a regular expression from the end of a text.",
        url: "https://learn.microsoft.com/kusto/query/trim-end-function",
        examples: &[
            Example { kql: "print trim_end('.com', 'bing.com')", result: "bing" },
            Example { kql: "print trim_end(' ', 'trailing   ')", result: "trailing  " },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let tail = regexes::compile_at_end(call.constant_text(0)?)?;
    let source = call.text(1)?;
    texts(call.rows, |row, out| {
        let text = source.get(row);
        let text = tail.find(text).map_or(text, |found| &text[..found.start()]);
        out.push_str(text);
    })
}
