//! `prev` and `next`.

use arrow::array::{Array, ArrayRef};
use arrow::compute::{concat, shift};
use arrow::datatypes::DataType;
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::Expr;
use lurcher_symbols::ScalarType;

use super::udwf::{Rule, call};
use crate::promotion::promote_literal;
use crate::types::null_scalar;

/// The value of the first argument in the row that is `offset` rows back (`direction` 1) or ahead (-1), and the
/// constant third argument where there is no such row: null, or `""` for a string, if it is not given.
pub fn shifted(function: &str, args: Vec<Expr>, types: &[ScalarType], offset: i64, direction: i64) -> Result<Expr> {
    if offset < 1 {
        return refuse!("{function}(): the offset is {offset}, which must be at least 1");
    }
    let ty = types[0];
    let mut args = args.into_iter();
    let column = args.next().unwrap_or_default();
    let default = match args.nth(1) {
        None => null_scalar(ty),
        Some(Expr::Literal(value, _)) if value.is_null() => null_scalar(ty),
        Some(Expr::Literal(value, _)) if types[2] == ty || types[2].is_numeric() && ty.is_numeric() => {
            promote_literal(&value, types[2], ty)?
        }
        Some(Expr::Literal(..)) => return refuse!("{function}(): the default is a {}, the column a {ty}", types[2]),
        Some(_) => return refuse!("{function}(): the default must be a constant"),
    };
    let name = format!("{function}({ty};{offset},{default:?})");
    Ok(call(name, Shift { back: offset * direction, default }, vec![column]))
}

/// The value of another row of the column.
#[derive(Debug, PartialEq)]
struct Shift {
    /// How far back the other row is; negative for a row that follows.
    back: i64,
    /// What there is where no such row is, of the column's type.
    default: ScalarValue,
}

impl Rule for Shift {
    fn arguments(&self) -> Vec<DataType> {
        vec![self.default.data_type()]
    }

    fn result(&self) -> DataType {
        self.default.data_type()
    }

    fn evaluate(&self, values: &[ArrayRef], rows: usize) -> Result<ArrayRef> {
        let column = &values[0];
        if self.default.is_null() {
            return Ok(shift(column, self.back)?);
        }
        let missing = usize::try_from(self.back.unsigned_abs()).unwrap_or(rows).min(rows);
        let default = self.default.to_array_of_size(missing)?;
        let kept = rows - missing;
        Ok(if self.back > 0 {
            concat(&[&default, &column.slice(0, kept)])?
        } else {
            concat(&[&column.slice(missing, kept), &default])?
        })
    }
}
