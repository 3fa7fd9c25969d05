use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, Expr};

use super::*;
use crate::kernel::{Call, Scalars, bools, convert};
use crate::{Kernel, Lowering, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "and",
        LOGIC,
        "Whether both operands are true.",
        "https://learn.microsoft.com/kusto/query/logical-operators",
        &[
            Example { kql: "print true and false", result: "false" },
            Example { kql: "print bool(null) and true", result: "null" },
        ],
    ),
    kernel: Kernel::Lowered(lower, kernel),
};

fn lower(call: &Lowering<'_>) -> Result<Option<Expr>> {
    let native = call.types.iter().all(|ty| *ty == Bool);
    Ok(native.then(|| call.args[0].clone().and(call.args[1].clone())))
}

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (left, right) = (Scalars::of(call, 0)?, Scalars::of(call, 1)?);
    bools(call.rows, |row| match (convert::to_bool(&left.cell(row)), convert::to_bool(&right.cell(row))) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    })
}
