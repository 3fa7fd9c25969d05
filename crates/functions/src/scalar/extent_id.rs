use datafusion::common::ScalarValue;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "extent_id",
        aliases: &["extentid"],
        kind: FunctionKind::Scalar,
        category: Category::Metadata,
        signatures: &[Signature { parameters: &[], result: ResultType::Exact(ScalarType::Guid) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The id of the data shard that holds the row: zeros, as files are no shards.",
        url: "https://learn.microsoft.com/kusto/query/extent-id-function",
        examples: &[Example { kql: "print extent_id()", result: "00000000-0000-0000-0000-000000000000" }],
    },
    kernel: Kernel::Vectorized(|_| Ok(ColumnarValue::Scalar(ScalarValue::FixedSizeBinary(16, Some(vec![0; 16]))))),
};
