use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::spelled::Spelled;
use crate::kernel::{Call, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "reverse",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::String,
        signatures: &[Signature {
            parameters: &[Parameter::new("value", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The characters of a text from its end.",
        url: "https://learn.microsoft.com/kusto/query/reverse-function",
        examples: &[
            Example { kql: "print reverse('Kusto')", result: "otsuK" },
            Example { kql: "print reverse(12345)", result: "54321" },
            Example { kql: "print reverse(3h)", result: "00:00:30" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Spelled::of(call, 0)?;
    let mut buffer = String::new();
    texts(call.rows, |row, out| out.extend(value.get(row, &mut buffer).chars().rev()))
}
