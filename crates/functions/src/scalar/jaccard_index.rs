use std::borrow::Cow;

use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;
use rustc_hash::FxHashSet;

use crate::kernel::elements::{elements, normal};
use crate::kernel::{Call, numbers};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "jaccard_index",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[Parameter::repeated("set", ParameterType::DynamicArray, 2, 2)],
            result: ResultType::Exact(ScalarType::Real),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "How much two sets have in common: the number of elements of both, divided by the number of elements of either; null for two empty sets.",
        url: "https://learn.microsoft.com/kusto/query/jaccard-index-function",
        examples: &[
            Example { kql: "print jaccard_index(dynamic([1, 2, 3]), dynamic([1, 2, 3, 4]))", result: "0.75" },
            Example { kql: "print jaccard_index(dynamic([1, 1, 2]), dynamic([3]))", result: "0.0" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (left, right) = (call.text(0)?, call.text(1)?);
    let (mut a, mut b) = (Vec::new(), Vec::new());
    let (mut first, mut second): (FxHashSet<Cow<'_, str>>, FxHashSet<Cow<'_, str>>) = Default::default();
    numbers::<Float64Type>(call.rows, |row| {
        if !(elements(left.option(row), &mut a) && elements(right.option(row), &mut b)) {
            return None;
        }
        first.clear();
        first.extend(a.iter().map(|e| normal(e)));
        second.clear();
        second.extend(b.iter().map(|e| normal(e)));
        let both = first.intersection(&second).count();
        let either = first.len() + second.len() - both;
        (either > 0).then(|| both as f64 / either as f64)
    })
}
