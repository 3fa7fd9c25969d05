use datafusion::common::ScalarValue;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "current_principal",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Metadata,
        signatures: &[Signature { parameters: &[], result: ResultType::Exact(ScalarType::String) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Who runs the query, as a fully qualified name: nobody that a directory knows.",
        url: "https://learn.microsoft.com/kusto/query/current-principal-function",
        examples: &[Example { kql: "print current_principal()", result: "localuser=lurcher" }],
    },
    kernel: Kernel::Vectorized(|_| Ok(ColumnarValue::Scalar(ScalarValue::Utf8View(Some("localuser=lurcher".to_owned()))))),
};
