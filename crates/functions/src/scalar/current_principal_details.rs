use datafusion::common::ScalarValue;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

const DETAILS: &str = r#"{"UserPrincipalName":"lurcher","IdentityProvider":"","Authority":"","Mfa":"False","Type":"LocalUser","DisplayName":"lurcher","ObjectId":"","FQN":"localuser=lurcher","Notes":null}"#;

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "current_principal_details",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Metadata,
        signatures: &[Signature { parameters: &[], result: ResultType::Exact(ScalarType::Dynamic) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Who runs the query, as a property bag: nobody that a directory knows.",
        url: "https://learn.microsoft.com/kusto/query/current-principal-details-function",
        examples: &[Example { kql: "print current_principal_details().FQN", result: "localuser=lurcher" }],
    },
    kernel: Kernel::Vectorized(|_| Ok(ColumnarValue::Scalar(ScalarValue::Utf8View(Some(DETAILS.to_owned()))))),
};
