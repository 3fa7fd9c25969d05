use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;
use rustc_hash::FxHashSet;

use crate::kernel::elements::{elements, entries, write_array};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "treepath",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[Parameter::new("object", ParameterType::DynamicBag)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::Prefixed("tree"),
        deterministic: true,
        summary: "The paths to all values of a dynamic; elements of arrays go by the place 0.",
        url: "https://learn.microsoft.com/kusto/query/treepath-function",
        examples: &[
            Example { kql: r#"print treepath(parse_json('{"a":"b", "c":123}'))"#, result: r#"["['a']","['c']"]"# },
            Example {
                kql: r#"print treepath(parse_json('{"prop1":[1,2,3,4], "prop2":"value2"}'))"#,
                result: r#"["['prop1']","['prop1'][0]","['prop2']"]"#,
            },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let object = call.text(0)?;
    dynamics(call.rows, |row, out| {
        let Some(text) = object.option(row) else { return false };
        let (mut paths, mut seen) = (Vec::new(), FxHashSet::default());
        collect(text, &mut String::new(), &mut |path| {
            if seen.insert(path.to_owned()) {
                paths.push(format!("\"{path}\""));
            }
        });
        write_array(paths.iter().map(String::as_str), out);
        true
    })
}

/// Calls `found` with each path below a value. Keys are taken as they are written in JSON, which is how the path is
/// written too.
fn collect(value: &str, path: &mut String, found: &mut impl FnMut(&str)) {
    let length = path.len();
    let (mut bag, mut array) = (Vec::new(), Vec::new());
    if entries(Some(value), &mut bag) {
        for (key, value) in bag {
            path.push_str("['");
            // One quote at each end: the key itself may end in an escaped one.
            path.push_str(&key[1..key.len() - 1]);
            path.push_str("']");
            found(path);
            collect(value, path, found);
            path.truncate(length);
        }
    } else if elements(Some(value), &mut array) && !array.is_empty() {
        path.push_str("[0]");
        found(path);
        for element in array {
            collect(element, path, found);
        }
        path.truncate(length);
    }
}
