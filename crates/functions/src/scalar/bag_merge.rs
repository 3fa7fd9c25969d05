use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_symbols::*;
use rustc_hash::FxHashSet;

use crate::kernel::elements::{entries, write_bag};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "bag_merge",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[Parameter::repeated("bag", ParameterType::DynamicBag, 2, 64)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "All entries of property bags in one; of equal keys the first one counts. What is no bag is left out; null where nothing is one.",
        url: "https://learn.microsoft.com/kusto/query/bag-merge-function",
        examples: &[
            Example {
                kql: "print bag_merge(dynamic({'A1': 12, 'B1': 2}), dynamic({'A2': 81, 'A1': 1}))",
                result: r#"{"A1":12,"B1":2,"A2":81}"#,
            },
            Example { kql: "print bag_merge(dynamic({'a': 1}), dynamic(null))", result: r#"{"a":1}"# },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let bags = (0..call.len()).map(|i| call.text(i)).collect::<Result<Vec<_>>>()?;
    let (mut bag, mut merged) = (Vec::new(), Vec::new());
    let mut seen = FxHashSet::default();
    dynamics(call.rows, |row, out| {
        merged.clear();
        seen.clear();
        let (mut known, mut lacks_one) = (false, false);
        for source in &bags {
            let is_bag = entries(source.option(row), &mut bag);
            known |= is_bag;
            lacks_one |= !is_bag;
            merged.extend(bag.iter().copied().filter(|(key, _)| seen.insert(*key)));
        }
        write_bag(merged.iter().copied(), out);
        known && !(lacks_one && is_planted(Mutant::OnlyBagsMerge))
    })
}
