use std::borrow::Cow;

use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;
use rustc_hash::FxHashSet;

use crate::kernel::elements::{elements, normal};
use crate::kernel::{Call, bools};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "set_equals",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("set1", ParameterType::DynamicArray),
                Parameter::new("set2", ParameterType::DynamicArray),
            ],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether two arrays have the same distinct elements.",
        url: "https://learn.microsoft.com/kusto/query/set-equals-function",
        examples: &[Example { kql: "print set_equals(dynamic([1, 2]), dynamic([2, 1]))", result: "true" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (left, right) = (call.text(0)?, call.text(1)?);
    let (mut a, mut b) = (Vec::new(), Vec::new());
    bools(call.rows, |row| {
        let known = elements(left.option(row), &mut a) && elements(right.option(row), &mut b);
        known.then(|| set(&a) == set(&b))
    })
}

fn set<'a>(items: &[&'a str]) -> FxHashSet<Cow<'a, str>> {
    items.iter().map(|item| normal(item)).collect()
}
