use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_symbols::*;

use crate::kernel::elements::{elements, write_array};
use crate::kernel::{Call, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "array_concat",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[Parameter::repeated("array", ParameterType::DynamicArray, 1, 64)],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The elements of all arrays in one. What is no array is left out; null where nothing is one.",
        url: "https://learn.microsoft.com/kusto/query/array-concat-function",
        examples: &[
            Example { kql: "print array_concat(dynamic([1, 2]), dynamic([3]))", result: "[1,2,3]" },
            Example { kql: "print array_concat(dynamic({'a': 1}), dynamic([99]))", result: "[99]" },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let arrays = (0..call.len()).map(|i| call.text(i)).collect::<Result<Vec<_>>>()?;
    let (mut array, mut all) = (Vec::new(), Vec::new());
    dynamics(call.rows, |row, out| {
        all.clear();
        let (mut known, mut lacks_one) = (false, false);
        for source in &arrays {
            let is_array = elements(source.option(row), &mut array);
            known |= is_array;
            lacks_one |= !is_array;
            all.append(&mut array);
        }
        write_array(all.iter().copied(), out);
        known && !(lacks_one && is_planted(Mutant::OnlyArraysConcatenate))
    })
}
