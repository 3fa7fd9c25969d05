//! Values of one type as values of another.

use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{Parameter, ParameterType, ScalarType, Value};

use crate::binder::Binder;
use crate::bound::{Expr, ExprKind};
use crate::expressions::is_null;

/// The function that converts to a type.
fn conversion(ty: ScalarType) -> &'static str {
    match ty {
        ScalarType::Bool => "tobool",
        ScalarType::Int => "toint",
        ScalarType::Long => "tolong",
        ScalarType::Real => "toreal",
        ScalarType::Decimal => "todecimal",
        ScalarType::String => "tostring",
        ScalarType::DateTime => "todatetime",
        ScalarType::TimeSpan => "totimespan",
        ScalarType::Guid => "toguid",
        ScalarType::Dynamic => "todynamic",
    }
}

impl<'a> Binder<'a> {
    /// A number as a wider number; anything else as it is.
    pub(crate) fn promote(&self, expr: Expr, ty: ScalarType) -> Expr {
        if expr.ty == ty || !expr.ty.promotes_to(ty) {
            return expr;
        }
        if let Some(value) = expr.as_literal().and_then(|value| promote_value(value, ty)) {
            return Expr::literal(value, expr.span).settled(expr.is_settled);
        }
        let span = expr.span;
        Expr::new(ExprKind::Promote(Box::new(expr)), ty, span)
    }

    /// A value as a value of another type, as `tolong()` and its like convert; into a dynamic without reading it as
    /// JSON.
    pub(crate) fn convert(&self, expr: Expr, ty: ScalarType) -> Expr {
        if expr.ty == ty {
            return expr;
        }
        if is_null(&expr) {
            return Expr::literal(Value::missing(ty), expr.span).settled(expr.is_settled);
        }
        if expr.ty.promotes_to(ty) {
            return self.promote(expr, ty);
        }
        if ty == ScalarType::Dynamic {
            return self.to_dynamic(expr);
        }
        // Nothing else spells a guid.
        if ty == ScalarType::Guid && !matches!(expr.ty, ScalarType::String | ScalarType::Dynamic) {
            return Expr::literal(Value::Null(ty), expr.span);
        }
        let span = expr.span;
        self.call_builtin(conversion(ty), vec![expr], span)
    }

    /// A scalar as a dynamic that holds it.
    pub(crate) fn to_dynamic(&self, expr: Expr) -> Expr {
        if expr.ty == ScalarType::Dynamic {
            return expr;
        }
        let span = expr.span;
        if let Some(value) = expr.as_literal() {
            return Expr::literal(Dynamic::from_value(value).to_value(), span).settled(expr.is_settled);
        }
        self.call_operator("dynamic", vec![expr], span)
    }

    /// An argument as its parameter wants it.
    pub(super) fn coerce(
        &self,
        value: Expr,
        parameter: &Parameter,
        common: Option<ScalarType>,
        result: ScalarType,
    ) -> Expr {
        use ParameterType as P;
        match parameter.ty {
            P::Exact(ty) => self.convert(value, ty),
            P::OneOf(types) if !types.contains(&value.ty) => {
                let target = types.iter().copied().find(|ty| value.ty.promotes_to(*ty) || is_null(&value));
                target.map_or(value.clone(), |ty| self.convert(value, ty))
            }
            P::Integer => self.promote(value, ScalarType::Long),
            P::CommonScalar | P::CommonNumber | P::CommonSummable | P::CommonOrderable | P::CommonScalarOrDynamic => {
                self.convert(value, common.unwrap_or(result))
            }
            _ => value,
        }
    }
}

fn promote_value(value: &Value, ty: ScalarType) -> Option<Value> {
    if value.is_null() {
        return Some(Value::Null(ty));
    }
    Some(match (value, ty) {
        (Value::Int(i), ScalarType::Long) => Value::Long(i64::from(*i)),
        (Value::Int(i), ScalarType::Real) => Value::Real(f64::from(*i)),
        (Value::Long(i), ScalarType::Real) => Value::Real(*i as f64),
        (Value::Int(i), ScalarType::Decimal) => Value::Decimal(Decimal::from_long(i64::from(*i))),
        (Value::Long(i), ScalarType::Decimal) => Value::Decimal(Decimal::from_long(*i)),
        (Value::Real(r), ScalarType::Decimal) => Value::Decimal(Decimal::from_real(*r)?),
        _ => return None,
    })
}
