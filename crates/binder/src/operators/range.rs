//! `range`. <https://learn.microsoft.com/kusto/query/range-operator>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::operators::Range;

use crate::binder::Binder;
use crate::bound::{self, Expr, Plan, ResultColumn};
use crate::codes;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_range(&self, op: &'a Range, span: Span, scope: &Rc<Scope<'a>>) -> Relation {
        let ends = (self.bind_constant(&op.from, scope), self.bind_constant(&op.to, scope));
        let (Some(from), Some(to), Some(step)) = (ends.0, ends.1, self.bind_constant(&op.step, scope)) else {
            return Relation::broken();
        };
        if [&from, &to, &step].iter().any(|value| value.ty() == ScalarType::Decimal) {
            self.not_implemented(span, "A range of decimals");
            return Relation::broken();
        }
        let Some(ty) = range_type(from.ty(), to.ty(), step.ty()) else {
            let message =
                format!("A range from {} to {} with steps of {} is not defined.", from.ty(), to.ty(), step.ty());
            self.error(codes::TYPE_NOT_ALLOWED, span, message);
            return Relation::broken();
        };
        let id = self.new_column();
        let columns = vec![ResultColumn { id, name: op.name.as_str().into(), ty }];
        let step_type = if ty == ScalarType::DateTime { ScalarType::TimeSpan } else { ty };
        let typed = |value: Value, ty| self.convert(Expr::literal(value, span), ty).as_literal().cloned();
        let plan = match (typed(from, ty), typed(to, ty), typed(step, step_type)) {
            (Some(from), Some(to), Some(step)) if !from.is_null() && !to.is_null() && !is_zero(&step) => {
                Plan::Range(bound::Range { column: id, ty, from, to, step })
            }
            (_, _, Some(step)) if !step.is_null() && is_zero(&step) => {
                self.error(codes::VALUE_EXPECTED, op.step.span, "The expression must not be the value: 0");
                return Relation::broken();
            }
            _ => {
                let message = "The ends and the step of a range must not be null.";
                self.error(codes::BAD_PARAMETER, span, message);
                return Relation::broken();
            }
        };
        Relation { serialized: true, ..Relation::new(plan, columns) }
    }
}

fn range_type(from: ScalarType, to: ScalarType, step: ScalarType) -> Option<ScalarType> {
    if from == to && matches!(from, ScalarType::DateTime | ScalarType::TimeSpan) {
        return (step == ScalarType::TimeSpan).then_some(from);
    }
    from.common(to)?.common(step).filter(|ty| ty.is_numeric())
}

fn is_zero(step: &Value) -> bool {
    match step {
        Value::Int(i) => *i == 0,
        Value::Long(i) | Value::TimeSpan(i) => *i == 0,
        Value::Real(r) => *r == 0.0 || r.is_nan(),
        Value::Decimal(d) => d.is_zero(),
        _ => true,
    }
}
