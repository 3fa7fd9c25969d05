use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::write_bag;
use crate::kernel::keys::Key;
use crate::kernel::{Call, Scalars, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "bag_pack",
        aliases: &["pack", "pack_dictionary"],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[
                Parameter::repeated("key", ParameterType::Exact(ScalarType::String), 1, 32767),
                Parameter::repeated("value", ParameterType::Scalar, 1, 32767),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "A property bag of keys and values; of equal keys the last one counts.",
        url: "https://learn.microsoft.com/kusto/query/bag-pack-function",
        examples: &[Example {
            kql: "print bag_pack('Level', 'Information', 'ProcessID', 1234)",
            result: r#"{"Level":"Information","ProcessID":1234}"#,
        }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let keys = (0..call.len()).step_by(2).map(|i| Key::of(call, i)).collect::<Result<Vec<_>>>()?;
    let values = (1..call.len()).step_by(2).map(|i| Scalars::of(call, i)).collect::<Result<Vec<_>>>()?;
    if let Some(unique) = unique_constants(&keys) {
        return dynamics(call.rows, |row, out| {
            for (key, value) in &unique {
                out.push(if out.is_empty() { '{' } else { ',' });
                out.push_str(key);
                out.push(':');
                values[*value].write_element(row, out);
            }
            out.push('}');
            true
        });
    }
    dynamics(call.rows, |row, out| {
        let mut bag: Vec<(String, String)> = Vec::with_capacity(keys.len());
        for (key, value) in keys.iter().zip(&values) {
            let (mut name, mut text) = (String::new(), String::new());
            key.write(row, &mut name);
            value.write_element(row, &mut text);
            match bag.iter_mut().find(|(known, _)| *known == name) {
                Some(entry) => entry.1 = text,
                None => bag.push((name, text)),
            }
        }
        write_bag(bag.iter().map(|(key, value)| (key.as_str(), value.as_str())), out);
        true
    })
}

/// The keys with the places of their values, where all keys are constants.
fn unique_constants<'a>(keys: &'a [Key<'_>]) -> Option<Vec<(&'a str, usize)>> {
    let mut unique: Vec<(&str, usize)> = Vec::with_capacity(keys.len());
    for (place, key) in keys.iter().enumerate() {
        let Key::Constant(key) = key else { return None };
        match unique.iter_mut().find(|(known, _)| known == key) {
            Some(entry) => entry.1 = place,
            None => unique.push((key, place)),
        }
    }
    Some(unique)
}
