use datafusion::common::ScalarValue;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "current_cluster_endpoint",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Metadata,
        signatures: &[Signature { parameters: &[], result: ResultType::Exact(ScalarType::String) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The host that runs the query: `localhost`, as there is no cluster.",
        url: "https://learn.microsoft.com/kusto/query/current-cluster-endpoint-function",
        examples: &[Example { kql: "print current_cluster_endpoint()", result: "localhost" }],
    },
    kernel: Kernel::Vectorized(|_| Ok(ColumnarValue::Scalar(ScalarValue::Utf8View(Some("localhost".to_owned()))))),
};
