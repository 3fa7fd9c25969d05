use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::json_path::{Remembered, find};
use crate::kernel::{Call, Cell, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "bag_has_key",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("bag", ParameterType::DynamicBag),
                Parameter::new("key", ParameterType::Exact(ScalarType::String)),
            ],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether a property bag has a key, or a path of keys.",
        url: "https://learn.microsoft.com/kusto/query/bag-has-key-function",
        examples: &[
            Example { kql: "print bag_has_key(dynamic({'key1': 123, 'key2': 'abc'}), 'key2')", result: "true" },
            Example {
                kql: "print bag_has_key(dynamic({'key1': 123, 'key2': {'prop1': 'abc'}}), '$.key2.prop1')",
                result: "true",
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (bag, key) = (call.text(0)?, call.text(1)?);
    let mut path = Remembered::default();
    bools(call.rows, |row| {
        let Cell::Bag(text) = Cell::of(bag.option(row)) else { return None };
        Some(path.key(key.get(row)).is_some_and(|path| find(Some(text), path).is_some()))
    })
}
