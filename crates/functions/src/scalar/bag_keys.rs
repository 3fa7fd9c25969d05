use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::{entries, write_array};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "bag_keys",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[Parameter::new("object", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The keys of a property bag; null for what is none.",
        url: "https://learn.microsoft.com/kusto/query/bag-keys-function",
        examples: &[
            Example { kql: "print bag_keys(dynamic({'a': 'b', 'c': {'d': 123}}))", result: r#"["a","c"]"# },
            Example { kql: "print bag_keys(dynamic([]))", result: "null" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let object = call.text(0)?;
    let mut bag = Vec::new();
    dynamics(call.rows, |row, out| {
        let known = entries(object.option(row), &mut bag);
        let keys = bag.iter().map(|(key, _)| *key);
        // A key that begins with U+0001 would read as a tagged value.
        match bag.iter().any(|(key, _)| key.starts_with("\"\\u0001")) {
            true => write_array(keys.map(escaped).collect::<Vec<_>>().iter().map(String::as_str), out),
            false => write_array(keys, out),
        }
        known
    })
}

fn escaped(key: &str) -> String {
    match key.strip_prefix("\"\\u0001") {
        Some(rest) => format!("\"\\u0001\\u0001{rest}"),
        None => key.to_owned(),
    }
}
