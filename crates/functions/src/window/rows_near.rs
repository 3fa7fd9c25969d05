use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_symbols::*;

use super::{WindowCall, WindowFunction};
use crate::kernel::window::{self, Near};

/// Named so that no query can call it: the plugin is bound to it.
pub(crate) static FUNCTION: WindowFunction = WindowFunction {
    symbol: FunctionSymbol {
        name: "rows-near",
        aliases: &[],
        kind: FunctionKind::Window,
        category: Category::Window,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("condition", ParameterType::Exact(ScalarType::Bool)),
                Parameter::new("before", ParameterType::Exact(ScalarType::Long)).constant(),
                Parameter::new("after", ParameterType::Exact(ScalarType::Long)).constant(),
            ],
            result: ResultType::Exact(ScalarType::Bool),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "Whether a row is near one that meets a condition: the plugin rows_near.",
        url: "https://learn.microsoft.com/kusto/query/rows-near-plugin",
        examples: &[Example {
            kql: "range x from 1 to 9 step 1 | evaluate rows_near(x == 5, 1, 2) | summarize strcat_array(make_list(x), ',')",
            result: "4,5,6,7",
        }],
    },
    kernel: expression,
};

fn expression(call: WindowCall<'_>) -> Result<Expr> {
    let rows = |i| call.integer_or(i, 0).map(|rows| usize::try_from(rows).unwrap_or(0));
    let rule = Near { before: rows(1)?, after: rows(2)? };
    let name = format!("rows_near({};{})", rule.before, rule.after);
    Ok(window::call(name, rule, call.column(0).into_iter().collect()))
}
