use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{WindowCall, WindowFunction};
use crate::kernel::window::cumulative_sum;

pub(crate) static FUNCTION: WindowFunction = WindowFunction {
    symbol: FunctionSymbol {
        name: "row_cumsum",
        aliases: &[],
        kind: FunctionKind::Window,
        category: Category::Window,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("term", ParameterType::Number),
                Parameter::optional("restart", ParameterType::Exact(ScalarType::Bool)),
            ],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The sum of a column so far, which a restart begins anew.",
        url: "https://learn.microsoft.com/kusto/query/row-cumsum-function",
        examples: &[
            Example {
                kql: "datatable(x:long)[5, 3, 8] | sort by x desc | serialize c = row_cumsum(x) | where x == 3 | project c",
                result: "16",
            },
            Example {
                kql: r#"datatable(g:string, v:long)["a",5, "a",3, "b",8] | sort by g asc, v desc | serialize c = row_cumsum(v, g != prev(g)) | where g == "b" | project c"#,
                result: "8",
            },
        ],
    },
    kernel: expression,
};

fn expression(call: WindowCall<'_>) -> Result<Expr> {
    let term = call.column(0).unwrap_or_default();
    cumulative_sum(term, call.types[0], call.column(1))
}
