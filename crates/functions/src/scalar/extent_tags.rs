use datafusion::common::ScalarValue;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "extent_tags",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Metadata,
        signatures: &[Signature { parameters: &[], result: ResultType::Exact(ScalarType::Dynamic) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The tags of the data shard that holds the row: null, as files are no shards.",
        url: "https://learn.microsoft.com/kusto/query/extent-tags-function",
        examples: &[Example { kql: "print extent_tags()", result: "null" }],
    },
    kernel: Kernel::Vectorized(|_| Ok(ColumnarValue::Scalar(ScalarValue::Utf8View(None)))),
};
