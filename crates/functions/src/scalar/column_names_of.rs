use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "column_names_of",
        aliases: &[],
        kind: FunctionKind::Scalar,
        category: Category::Metadata,
        signatures: &[Signature { parameters: &[Parameter::new("table", ParameterType::Scalar)], result: ResultType::Exact(ScalarType::Dynamic) }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The names of the columns of a table, in order.",
        url: "https://learn.microsoft.com/kusto/query/column-names-of-function",
        examples: &[Example { kql: "let T = datatable(A:string, B:int) []; print column_names_of(T)", result: "[\"A\",\"B\"]" }],
    },
    kernel: Kernel::Binder,
};
