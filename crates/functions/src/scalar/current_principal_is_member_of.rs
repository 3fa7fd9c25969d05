use datafusion::common::ScalarValue;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "current_principal_is_member_of",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Metadata,
        signatures: &[Signature { parameters: &[Parameter::repeated("group", ParameterType::StringOrDynamic, 1, 64)], result: ResultType::Exact(ScalarType::Bool) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether who runs the query is one of these principals or a member of one of these groups: never, as there is no directory.",
        url: "https://learn.microsoft.com/kusto/query/current-principal-is-member-of-function",
        examples: &[Example { kql: "print current_principal_is_member_of('aaduser=user1@fabrikam.com')", result: "false" }],
    },
    kernel: Kernel::Vectorized(|_| Ok(ColumnarValue::Scalar(ScalarValue::Boolean(Some(false))))),
};
