use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::elements;
use crate::kernel::json_path::parse_key;
use crate::kernel::trees::remove;
use crate::kernel::{Call, Cell, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "bag_remove_keys",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("bag", ParameterType::DynamicBag),
                Parameter::new("keys", ParameterType::DynamicArray),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A property bag without some keys, or paths of keys.",
        url: "https://learn.microsoft.com/kusto/query/bag-remove-keys-function",
        examples: &[
            Example {
                kql: "print bag_remove_keys(dynamic({'key1': 123, 'key2': 'abc'}), dynamic(['key2', 'key4']))",
                result: r#"{"key1":123}"#,
            },
            Example {
                kql: "print bag_remove_keys(dynamic({'key1': 123, 'key2': {'prop1': 'abc', 'prop2': 'xyz'}, 'key3': [100, 200]}), dynamic(['$.key2.prop1', 'key3']))",
                result: r#"{"key1":123,"key2":{"prop2":"xyz"}}"#,
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (bag, keys) = (call.text(0)?, call.text(1)?);
    let mut names = Vec::new();
    dynamics(call.rows, |row, out| {
        let Cell::Bag(text) = Cell::of(bag.option(row)) else { return false };
        elements(keys.option(row), &mut names);
        out.push_str(text);
        for name in &names {
            let path = match Cell::of(Some(name)) {
                Cell::Text(name) => parse_key(&name),
                _ => None,
            };
            if let Some(path) = path {
                let mut rest = String::with_capacity(out.len());
                remove(out, &path, &mut rest);
                *out = rest;
            }
        }
        true
    })
}
