use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{WindowCall, WindowFunction};
use crate::kernel::window::{self, Rank, RankKind};
use crate::types::arrow_type;

pub(crate) static FUNCTION: WindowFunction = WindowFunction {
    symbol: FunctionSymbol {
        name: "row_rank_min",
        aliases: &[],
        kind: FunctionKind::Window,
        category: Category::Window,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("term", ParameterType::NotDynamic),
                Parameter::optional("restart", ParameterType::Exact(ScalarType::Bool)),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The row's rank: the number of the first row with its term.",
        url: "https://learn.microsoft.com/kusto/query/row-rank-min-function",
        examples: &[Example {
            kql: "datatable(s:long)[10, 10, 20, 20, 20, 5] | sort by s asc | serialize r = row_rank_min(s) | where s == 20 | take 1 | project r",
            result: "4",
        }],
    },
    kernel: expression,
};

fn expression(call: WindowCall<'_>) -> Result<Expr> {
    let restart = call.column(1);
    let rule = Rank { kind: RankKind::Min, term: arrow_type(call.types[0]), restarts: restart.is_some() };
    let name = format!("row_rank_min({}{})", call.types[0], if rule.restarts { ",bool" } else { "" });
    Ok(window::call(name, rule, call.column(0).into_iter().chain(restart).collect()))
}
