//! Which expressions are worth computing only once.

use datafusion::common::tree_node::TreeNode;
use datafusion::logical_expr::Expr;

/// What costs next to nothing: the conversions over a scan, and a field of a struct.
const CHEAP: [&str; 3] = ["kql_ticks", "kql_str", "get_field"];

/// An expression of more parts is large. `extend a = a + a` doubles one each time.
const LARGE: usize = 100;

/// Whether computing the expression twice would be a waste or, for `rand()`, wrong: it calls a function, or is large.
pub fn is_costly(expr: &Expr) -> bool {
    let mut parts = 0;
    let mut is_large = || {
        parts += 1;
        parts > LARGE
    };
    let calls = |e: &Expr| match e {
        Expr::ScalarFunction(call) => !CHEAP.contains(&call.name()),
        _ => false,
    };
    expr.exists(|e| Ok(calls(e) || is_large())).unwrap_or(true)
}
