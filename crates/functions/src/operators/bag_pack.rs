use super::*;
use crate::kernel::elements::write_bag;
use crate::kernel::keys::Key;
use crate::kernel::{Cell, Scalars, dynamics};
use crate::{Kernel, ScalarFunction};

/// What `pack_all(true)` is: pairs whose value is null or empty are left out.
pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "bag_pack",
        &[Signature {
            parameters: &[
                Parameter::repeated("key", Exact(ScalarType::String), 1, 32767),
                Parameter::repeated("value", Scalar, 1, 32767),
            ],
            result: ResultType::Exact(Dynamic),
        }],
        "A property bag of the keys whose values are neither null nor empty.",
        "https://learn.microsoft.com/kusto/query/pack-all-function",
        &[Example { kql: "print a = 1, b = '', c = int(null) | project p = pack_all(true)", result: r#"{"a":1}"# }],
    ),
    kernel: Kernel::Vectorized(|call| {
        let keys = (0..call.len()).step_by(2).map(|i| Key::of(call, i)).collect::<datafusion::common::Result<Vec<_>>>()?;
        let values = (1..call.len()).step_by(2).map(|i| Scalars::of(call, i));
        let values = values.collect::<datafusion::common::Result<Vec<_>>>()?;
        dynamics(call.rows, |row, out| {
            let present = keys.iter().zip(&values).filter(|(_, value)| !is_missing(&value.cell(row)));
            let pairs = present.map(|(key, value)| {
                let (mut name, mut text) = (String::new(), String::new());
                key.write(row, &mut name);
                value.write_element(row, &mut text);
                (name, text)
            });
            let pairs: Vec<(String, String)> = pairs.collect();
            write_bag(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())), out);
            true
        })
    }),
};

fn is_missing(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Null => true,
        Cell::Text(text) => text.is_empty(),
        _ => false,
    }
}
