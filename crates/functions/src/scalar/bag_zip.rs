use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::dynamic::write_string;
use lurcher_symbols::*;

use crate::kernel::elements::{elements, write_bag};
use crate::kernel::{Call, Cell, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "bag_zip",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("keys", ParameterType::DynamicArray),
                Parameter::new("values", ParameterType::DynamicArray),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A property bag of an array of keys and an array of values.",
        url: "https://learn.microsoft.com/kusto/query/bag-zip-function",
        examples: &[
            Example {
                kql: "print bag_zip(dynamic(['a', 'b', 'c']), dynamic([1, '2']))",
                result: r#"{"a":1,"b":"2","c":null}"#,
            },
            Example {
                kql: "print bag_zip(dynamic(['a', 8, 'b']), dynamic([1, '2', 2.5]))",
                result: r#"{"a":1,"b":2.5}"#,
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (keys, values) = (call.text(0)?, call.text(1)?);
    let (mut names, mut items) = (Vec::new(), Vec::new());
    dynamics(call.rows, |row, out| {
        if !elements(keys.option(row), &mut names) {
            return false;
        }
        elements(values.option(row), &mut items);
        let mut bag: Vec<(String, &str)> = Vec::with_capacity(names.len());
        for (place, name) in names.iter().enumerate() {
            // A key that is no string is left out, with its value.
            let Cell::Text(name) = Cell::of(Some(name)) else { continue };
            let mut key = String::with_capacity(name.len() + 2);
            write_string(&mut key, &name);
            let value = items.get(place).copied().unwrap_or("null");
            match bag.iter_mut().find(|(known, _)| *known == key) {
                Some(entry) => entry.1 = value,
                None => bag.push((key, value)),
            }
        }
        write_bag(bag.iter().map(|(key, value)| (key.as_str(), *value)), out);
        true
    })
}
