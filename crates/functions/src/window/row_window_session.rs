use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{WindowCall, WindowFunction};
use crate::kernel::window::{self, Session};

pub(crate) static FUNCTION: WindowFunction = WindowFunction {
    symbol: FunctionSymbol {
        name: "row_window_session",
        aliases: &[],
        kind: FunctionKind::Window,
        category: Category::Window,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("expr", ParameterType::Exact(ScalarType::DateTime)),
                Parameter::new("maxDistanceFromFirst", ParameterType::Exact(ScalarType::TimeSpan)),
                Parameter::new("maxDistanceBetweenNeighbors", ParameterType::Exact(ScalarType::TimeSpan)),
                Parameter::optional("restart", ParameterType::Exact(ScalarType::Bool)),
            ],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The first value of the session that a row belongs to.",
        url: "https://learn.microsoft.com/kusto/query/row-window-session-function",
        examples: &[Example {
            kql: "datatable(t:datetime)[datetime(2024-04-11 10:16), datetime(2024-04-11 10:18), datetime(2024-04-11 13:30)] | sort by t asc | extend s = row_window_session(t, 1h, 5m) | where t == datetime(2024-04-11 10:18) | project s",
            result: "2024-04-11T10:16:00.0000000Z",
        }],
    },
    kernel: expression,
};

fn expression(call: WindowCall<'_>) -> Result<Expr> {
    let rule = Session { restarts: call.args.len() > 3 };
    let name = format!("row_window_session({})", if rule.restarts { "bool" } else { "" });
    Ok(window::call(name, rule, call.args))
}
