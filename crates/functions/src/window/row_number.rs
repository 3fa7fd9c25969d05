use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{WindowCall, WindowFunction};
use crate::kernel::window::{self, Numbered};

pub(crate) static FUNCTION: WindowFunction = WindowFunction {
    symbol: FunctionSymbol {
        name: "row_number",
        aliases: &[],
        kind: FunctionKind::Window,
        category: Category::Window,
        signatures: &[Signature {
            parameters: &[
                Parameter::optional("startingIndex", ParameterType::Exact(ScalarType::Long)).constant(),
                Parameter::optional("restart", ParameterType::Exact(ScalarType::Bool)),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The row's number, from 1 or startingIndex on, which a restart begins anew.",
        url: "https://learn.microsoft.com/kusto/query/row-number-function",
        examples: &[
            Example {
                kql: "datatable(x:long)[5, 3, 8] | sort by x asc | extend n = row_number() | where x == 5 | project n",
                result: "2",
            },
            Example {
                kql: "range a from 1 to 10 step 1 | sort by a desc | extend n = row_number(7) | where a == 1 | project n",
                result: "16",
            },
        ],
    },
    kernel: expression,
};

fn expression(call: WindowCall<'_>) -> Result<Expr> {
    let start = call.integer_or(0, 1)?;
    let restart = call.column(1);
    let rule = Numbered { start, restarts: restart.is_some() };
    let name = format!("row_number({start}{})", if rule.restarts { ";bool" } else { "" });
    Ok(window::call(name, rule, restart.into_iter().collect()))
}
