use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{WindowCall, WindowFunction};
use crate::kernel::window::{self, Rank, RankKind};
use crate::types::arrow_type;

pub(crate) static FUNCTION: WindowFunction = WindowFunction {
    symbol: FunctionSymbol {
        name: "row_rank",
        aliases: &[],
        kind: FunctionKind::Window,
        category: Category::Window,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("term", ParameterType::NotDynamic),
                Parameter::optional("dense", ParameterType::Exact(ScalarType::Bool)).constant(),
            ],
            result: ResultType::Exact(ScalarType::Long),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The row's rank; an old name of row_rank_dense(), and with false of row_rank_min().",
        url: "https://learn.microsoft.com/kusto/query/row-rank-dense-function",
        examples: &[Example {
            kql: "datatable(s:long)[10, 10, 20, 20, 5] | sort by s desc | serialize r = row_rank(s) | where s == 5 | project r",
            result: "3",
        }],
    },
    kernel: expression,
};

fn expression(call: WindowCall<'_>) -> Result<Expr> {
    let kind = match call.args.get(1) {
        Some(Expr::Literal(ScalarValue::Boolean(Some(false)), _)) => RankKind::Min,
        _ => RankKind::Dense,
    };
    let rule = Rank { kind, term: arrow_type(call.types[0]), restarts: false };
    let name = format!("row_rank({},{kind:?})", call.types[0]);
    Ok(window::call(name, rule, call.column(0).into_iter().collect()))
}
