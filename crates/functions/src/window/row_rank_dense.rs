use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{WindowCall, WindowFunction};
use crate::kernel::window::{self, Rank, RankKind};
use crate::types::arrow_type;

pub(crate) static FUNCTION: WindowFunction = WindowFunction {
    symbol: FunctionSymbol {
        name: "row_rank_dense",
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
        summary: "The row's rank, which goes up by 1 when the term changes.",
        url: "https://learn.microsoft.com/kusto/query/row-rank-dense-function",
        examples: &[Example {
            kql: "datatable(s:long)[10, 10, 20, 20, 5] | sort by s desc | serialize r = row_rank_dense(s) | where s == 5 | project r",
            result: "3",
        }],
    },
    kernel: expression,
};

fn expression(call: WindowCall<'_>) -> Result<Expr> {
    let restart = call.column(1);
    let rule = Rank { kind: RankKind::Dense, term: arrow_type(call.types[0]), restarts: restart.is_some() };
    let name = format!("row_rank_dense({}{})", call.types[0], if rule.restarts { ",bool" } else { "" });
    Ok(window::call(name, rule, call.column(0).into_iter().chain(restart).collect()))
}
