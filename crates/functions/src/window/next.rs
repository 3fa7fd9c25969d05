use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{WindowCall, WindowFunction};
use crate::kernel::window::shifted;

pub(crate) static FUNCTION: WindowFunction = WindowFunction {
    symbol: FunctionSymbol {
        name: "next",
        aliases: &[],
        kind: FunctionKind::Window,
        category: Category::Window,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("column", ParameterType::Scalar).of_kind(ArgumentKind::Column),
                Parameter::optional("offset", ParameterType::Exact(ScalarType::Long)).constant(),
                Parameter::optional("default_value", ParameterType::Scalar).constant(),
            ],
            result: ResultType::Argument(0),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "The value of a column in a later row; null where there is none.",
        url: "https://learn.microsoft.com/kusto/query/next-function",
        examples: &[
            Example {
                kql: "datatable(t:long, v:long)[1,10, 2,20, 3,30] | sort by t asc | serialize p = next(v) | where t == 2 | project p",
                result: "30",
            },
            Example {
                kql: "datatable(t:long, v:long)[1,10, 2,20, 3,30] | sort by t asc | serialize p = next(v, 3, -1) | where t == 2 | project p",
                result: "-1",
            },
        ],
    },
    kernel: expression,
};

fn expression(call: WindowCall<'_>) -> Result<Expr> {
    let offset = call.integer_or(1, 1)?;
    shifted("next", call.args, call.types, offset, -1)
}
