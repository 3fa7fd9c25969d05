use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "iscolumnexists",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Metadata,
        signatures: &[Signature { parameters: &[Parameter::new("column_name", ParameterType::Exact(ScalarType::String))], result: ResultType::Exact(ScalarType::Bool) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether the table has a column of that name. An old function: `column_ifexists()` replaces it.",
        url: "https://learn.microsoft.com/kusto/query/column-ifexists-function",
        examples: &[Example { kql: "print a = 1 | project iscolumnexists('a')", result: "true" }],
    },
    kernel: Kernel::Binder,
};
