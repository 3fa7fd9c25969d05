use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;
use uuid::Uuid;

use crate::kernel::{Call, guids};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "new_guid",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Conversion,
        signatures: &[Signature { parameters: &[], result: ResultType::Exact(ScalarType::Guid) }],
        result_name: ResultName::None,
        deterministic: false,
        summary: "A new random guid in every row.",
        url: "https://learn.microsoft.com/kusto/query/new-guid-function",
        examples: &[Example { kql: "print strlen(tostring(new_guid()))", result: "36" }],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    guids(call.rows, |_| Some(Uuid::new_v4().into_bytes()))
}
