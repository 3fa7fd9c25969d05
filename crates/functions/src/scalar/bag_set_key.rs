use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::json_path::Remembered;
use crate::kernel::trees::set;
use crate::kernel::{Call, Scalars, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "bag_set_key",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("bag", ParameterType::DynamicBag),
                Parameter::new("key", ParameterType::Exact(ScalarType::String)).constant(),
                Parameter::new("value", ParameterType::Scalar),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A property bag with a value for a key, or a path of keys.",
        url: "https://learn.microsoft.com/kusto/query/bag-set-key-function",
        examples: &[
            Example {
                kql: "print bag_set_key(dynamic({'key1': 1, 'key2': 2}), 'key3', 3)",
                result: r#"{"key1":1,"key2":2,"key3":3}"#,
            },
            Example {
                kql: "print bag_set_key(dynamic({'key1': 123}), '$.key2.prop1', 'abc')",
                result: r#"{"key1":123,"key2":{"prop1":"abc"}}"#,
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (bag, key, value) = (call.text(0)?, call.text(1)?, Scalars::of(call, 2)?);
    let mut path = Remembered::default();
    let mut text = String::new();
    dynamics(call.rows, |row, out| {
        text.clear();
        value.write_element(row, &mut text);
        let (Some(bag), Some(path)) = (bag.option(row), path.key(key.get(row))) else { return false };
        set(bag, path, &text, out)
    })
}
