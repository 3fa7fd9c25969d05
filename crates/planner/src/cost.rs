//! Which expressions are worth computing only once.

use std::sync::{Arc, LazyLock};

use arrow::datatypes::DataType;
use datafusion::common::tree_node::TreeNode;
use datafusion::common::{Result, internal_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

/// What costs next to nothing: the conversions over a scan, and a field of a struct.
const CHEAP: [&str; 3] = ["kql_ticks", "kql_str", "get_field"];

/// The name of the marker that [`once`] sets.
pub const ONCE: &str = "kql_once";

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

/// Marks a column of a projection that DataFusion must not copy into the filters above it, where it would be computed twice. The optimizer
/// takes the mark away when it has done its work, see [`crate::functions::is_once`].
pub fn once(expr: Expr) -> Expr {
    static MARK: LazyLock<Arc<ScalarUDF>> = LazyLock::new(|| Arc::new(ScalarUDF::from(Once::new())));
    MARK.call(vec![expr])
}

/// The identity. It says that it is volatile, because that is what keeps DataFusion from copying an expression.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Once {
    signature: Signature,
}

impl Once {
    fn new() -> Self {
        Self { signature: Signature::any(1, Volatility::Volatile) }
    }
}

impl ScalarUDFImpl for Once {
    fn name(&self) -> &str {
        ONCE
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        match types {
            [ty] => Ok(ty.clone()),
            _ => internal_err!("{ONCE} takes one argument"),
        }
    }

    fn invoke_with_args(&self, mut args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        match args.args.pop() {
            Some(value) => Ok(value),
            None => internal_err!("{ONCE} takes one argument"),
        }
    }
}
