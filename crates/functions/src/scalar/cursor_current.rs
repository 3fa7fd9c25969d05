use lurcher_symbols::*;

use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "cursor_current",
        aliases: &["current_cursor"],
        kind: FunctionKind::Scalar,
        category: Category::Metadata,
        signatures: &[Signature { parameters: &[], result: ResultType::Exact(ScalarType::String) }],
        result_name: ResultName::None,
        deterministic: false,
        summary: "The database cursor: here the time at which the query began, in ticks.",
        url: "https://learn.microsoft.com/kusto/query/cursor-current",
        examples: &[Example { kql: "print tolong(cursor_current()) - tolong(now())", result: "0" }],
    },
    kernel: Kernel::Binder,
};
