//! Marks on expressions: functions that give back their argument, and say something about it that DataFusion heeds.

use std::sync::{Arc, LazyLock};

use arrow::datatypes::DataType;
use datafusion::common::{Result, internal_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

const ONCE: &str = "kql_once";
const ANY_ORDER: &str = "kql_any_order";

/// Marks a column of a projection that DataFusion must not copy into the filters above it, where it would be computed
/// twice: it is said to be volatile. The optimizer takes the mark away when it has done its work, see [`unwrap_once`].
pub fn once(expr: Expr) -> Expr {
    static MARK: LazyLock<Arc<ScalarUDF>> = LazyLock::new(|| Mark::udf(ONCE, Volatility::Volatile));
    MARK.call(vec![expr])
}

/// What the mark of [`once`] stands around.
pub fn unwrap_once(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::ScalarFunction(call) if call.name() == ONCE => call.args.first(),
        _ => None,
    }
}

/// Hides that rows come in the order of an expression. Groups over ordered rows are handed on as soon as a key is over,
/// which costs more than it saves where the rows have been sorted anyway, and a partition that finds about as many
/// groups as rows could not give up grouping.
pub fn in_any_order(expr: Expr) -> Expr {
    static MARK: LazyLock<Arc<ScalarUDF>> = LazyLock::new(|| Mark::udf(ANY_ORDER, Volatility::Immutable));
    MARK.call(vec![expr])
}

/// The identity.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Mark {
    name: &'static str,
    signature: Signature,
}

impl Mark {
    fn udf(name: &'static str, volatility: Volatility) -> Arc<ScalarUDF> {
        Arc::new(ScalarUDF::from(Self { name, signature: Signature::any(1, volatility) }))
    }
}

impl ScalarUDFImpl for Mark {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        match types {
            [ty] => Ok(ty.clone()),
            _ => internal_err!("{} takes one argument", self.name),
        }
    }

    fn invoke_with_args(&self, mut args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        match args.args.pop() {
            Some(value) => Ok(value),
            None => internal_err!("{} takes one argument", self.name),
        }
    }
}
