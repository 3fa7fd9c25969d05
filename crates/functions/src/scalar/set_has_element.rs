use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::{elements, same};
use crate::kernel::{Call, Scalars, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "set_has_element",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("set", ParameterType::DynamicArray),
                Parameter::new("value", ParameterType::Scalar),
            ],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether a value is in an array.",
        url: "https://learn.microsoft.com/kusto/query/set-has-element-function",
        examples: &[Example {
            kql: "print set_has_element(dynamic(['this', 'is', 'an', 'example']), 'example')",
            result: "true",
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (set, value) = (call.text(0)?, Scalars::of(call, 1)?);
    let (mut items, mut text) = (Vec::new(), String::new());
    bools(call.rows, |row| {
        text.clear();
        value.write_element(row, &mut text);
        elements(set.option(row), &mut items).then(|| items.iter().any(|item| same(item, &text)))
    })
}
