use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "current_database",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Metadata,
        signatures: &[Signature { parameters: &[], result: ResultType::Exact(ScalarType::String) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The name of the workspace, `Lurcher` where it has none.",
        url: "https://learn.microsoft.com/kusto/query/current-database-function",
        examples: &[Example { kql: "print current_database()", result: "Lurcher" }],
    },
    kernel: Kernel::Binder,
};
