use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;
use memchr::memmem::Finder;

use crate::kernel::{Call, is_full, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "replace_string",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("text", ParameterType::Exact(ScalarType::String)),
                Parameter::new("lookup", ParameterType::Exact(ScalarType::String)),
                Parameter::new("rewrite", ParameterType::Exact(ScalarType::String)),
            ],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A text with each occurrence of another one replaced.",
        url: "https://learn.microsoft.com/kusto/query/replace-string-function",
        examples: &[
            Example { kql: "print replace_string('Number is 1', 'is', 'was')", result: "Number was 1" },
            Example { kql: "print replace_string('abc', '', '_')", result: "abc" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (text, lookup, rewrite) = (call.text(0)?, call.text(1)?, call.text(2)?);
    let constant = call.constant(1).map(|_| Finder::new(lookup.get(0)));
    texts(call.rows, |row, out| {
        let (text, lookup) = (text.get(row), lookup.get(row));
        if lookup.is_empty() {
            out.push_str(text);
            return;
        }
        let mut done = 0;
        // Whether there is room for more.
        let mut replace = |at: usize| {
            out.push_str(&text[done..at]);
            out.push_str(rewrite.get(row));
            done = at + lookup.len();
            !is_full(out)
        };
        let fits = match &constant {
            Some(finder) => finder.find_iter(text.as_bytes()).all(&mut replace),
            None => text.match_indices(lookup).all(|(at, _)| replace(at)),
        };
        if fits {
            out.push_str(&text[done..]);
        }
    })
}
