//! Numbers as numbers of another type.

use datafusion::common::{Result, ScalarValue, internal_err};
use datafusion::logical_expr::{ColumnarValue, Expr, ScalarUDF, cast};
use lurcher_symbols::ScalarType;

use crate::scalar::{ScalarFunction, todecimal, toint, tolong, toreal};
use crate::types::arrow_type;
use crate::udf::{KqlScalar, invoke};

/// A number, or a bool, as one of another type. DataFusion casts it, but for decimals: their keys are no numbers to
/// DataFusion.
pub fn promote(expr: Expr, from: ScalarType, to: ScalarType) -> Result<Expr> {
    if from == to {
        return Ok(expr);
    }
    if from != ScalarType::Decimal && to != ScalarType::Decimal {
        return Ok(cast(expr, arrow_type(to)));
    }
    if let Expr::Literal(value, metadata) = &expr {
        return Ok(Expr::Literal(promote_literal(value, from, to)?, metadata.clone()));
    }
    Ok(ScalarUDF::from(KqlScalar::new(conversion(to)?, &[from], to)).call(vec![expr]))
}

/// A literal number as one of another type.
pub fn promote_literal(value: &ScalarValue, from: ScalarType, to: ScalarType) -> Result<ScalarValue> {
    if from == to {
        return Ok(value.clone());
    }
    match invoke(conversion(to)?, &[ColumnarValue::Scalar(value.clone())], &[from], to, 1)? {
        ColumnarValue::Scalar(value) => Ok(value),
        ColumnarValue::Array(array) => ScalarValue::try_from_array(&array, 0),
    }
}

fn conversion(to: ScalarType) -> Result<&'static ScalarFunction> {
    match to {
        ScalarType::Int => Ok(&toint::FUNCTION),
        ScalarType::Long => Ok(&tolong::FUNCTION),
        ScalarType::Real => Ok(&toreal::FUNCTION),
        ScalarType::Decimal => Ok(&todecimal::FUNCTION),
        other => internal_err!("a number as a {other}"),
    }
}
