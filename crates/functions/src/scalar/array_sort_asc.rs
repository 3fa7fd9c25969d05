use arrow::array::ArrayRef;
use datafusion::common::Result;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::*;

use crate::kernel::Call;
use crate::kernel::sorting::{sort, sorted_columns};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "array_sort_asc",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[
            Signature {
                parameters: &[Parameter::repeated("arrays", ParameterType::DynamicArray, 1, 64)],
                result: ResultType::Columns(sorted_columns),
            },
            Signature {
                parameters: &[
                    Parameter::repeated("arrays", ParameterType::DynamicArray, 1, 64),
                    Parameter::new("nulls_last", ParameterType::Exact(ScalarType::Bool)).constant(),
                ],
                result: ResultType::Columns(sorted_columns),
            },
        ],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The first array in ascending order, the others rearranged with it.",
        url: "https://learn.microsoft.com/kusto/query/array-sort-asc-function",
        examples: &[
            Example { kql: "print array_sort_asc(dynamic([3, null, 1]))", result: "[1,3,null]" },
            Example {
                kql: "print array_sort_asc(dynamic([null, 'blue', 'yellow', 'green', null]), false)",
                result: r#"[null,null,"blue","green","yellow"]"#,
            },
        ],
    },
    kernel: Kernel::Several(kernel),
};

fn kernel(call: &Call<'_>) -> Result<Vec<ArrayRef>> {
    sort(call, Dynamic::compare)
}
