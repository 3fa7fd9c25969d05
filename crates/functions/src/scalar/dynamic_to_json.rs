use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::values::dynamic::plain_json;
use lurcher_symbols::*;

use crate::kernel::elements::{elements, entries, write_array, write_bag};
use crate::kernel::{Call, Scalars, texts};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "dynamic_to_json",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[Parameter::new("dynamic", ParameterType::Scalar)],
            result: ResultType::Exact(ScalarType::String),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The JSON text of a dynamic, keys in alphabetical order.",
        url: "https://learn.microsoft.com/kusto/query/dynamic-to-json-function",
        examples: &[Example {
            kql: "print dynamic_to_json(dynamic({'b': 2, 'a': [1, 'x']}))",
            result: r#"{"a":[1,"x"],"b":2}"#,
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let value = Scalars::of(call, 0)?;
    let Scalars::Dynamic(json) = value else {
        return texts(call.rows, |row, out| value.write_text(row, out));
    };
    texts(call.rows, |row, out| {
        if let Some(canonical) = json.option(row) {
            out.push_str(&plain_json(&normal_order(canonical)));
        }
    })
}

/// Canonical text with the keys of all bags in order.
fn normal_order(canonical: &str) -> String {
    let (mut bag, mut array, mut out) = (Vec::new(), Vec::new(), String::with_capacity(canonical.len()));
    if entries(Some(canonical), &mut bag) {
        bag.sort_unstable();
        let sorted: Vec<(&str, String)> = bag.into_iter().map(|(key, value)| (key, normal_order(value))).collect();
        write_bag(sorted.iter().map(|(key, value)| (*key, value.as_str())), &mut out);
    } else if elements(Some(canonical), &mut array) {
        let sorted: Vec<String> = array.into_iter().map(normal_order).collect();
        write_array(sorted.iter().map(String::as_str), &mut out);
    } else {
        out.push_str(canonical);
    }
    out
}
