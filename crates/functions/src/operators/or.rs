use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, Expr};

use super::*;
use crate::kernel::{Call, Scalars, bools, convert};
use crate::{Kernel, Lowering, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "or",
        LOGIC,
        "Whether either operand is true.",
        "https://learn.microsoft.com/kusto/query/logical-operators",
        &[
            Example { kql: "print true or false", result: "true" },
            Example { kql: "print bool(null) or true", result: "true" },
        ],
    ),
    kernel: Kernel::Lowered(lower, kernel),
};

fn lower(call: &Lowering<'_>) -> Result<Option<Expr>> {
    let native = call.types.iter().all(|ty| *ty == Bool);
    Ok(native.then(|| call.args[0].clone().or(call.args[1].clone())))
}

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let (left, right) = (Scalars::of(call, 0)?, Scalars::of(call, 1)?);
    bools(call.rows, |row| match (convert::to_bool(&left.cell(row)), convert::to_bool(&right.cell(row))) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    })
}
