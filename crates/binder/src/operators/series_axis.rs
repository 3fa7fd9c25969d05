//! The axis of `make-series`.

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast;
use lurcher_syntax::operators::{MakeSeries, SeriesRange};

use crate::binder::Binder;
use crate::bound::Expr;
use crate::codes;
use crate::scope::Scope;

/// No array of the engine's is longer.
const MAX_STEPS: i64 = 1 << 20;

/// Numbers, datetimes or timespans `step` apart. Steps are counted from `origin`.
pub(super) struct Axis {
    pub ty: ScalarType,
    pub origin: Value,
    pub step: Value,
    /// Rows before it do not count; none where the query does not say.
    pub from: Option<Value>,
    /// Rows from here on (behind it, where it is inclusive) do not count.
    pub to: Option<Value>,
    pub inclusive: bool,
    /// The number of the first step, where it is known.
    pub first: Option<i64>,
    /// The number of the last step, where it is known.
    pub last: Option<i64>,
}

impl<'a> Binder<'a> {
    /// What the query says of the axis of `on`, or nothing after a mistake, which is reported.
    pub(super) fn series_axis(&self, op: &'a MakeSeries, on: &Expr, span: Span, scope: &Rc<Scope<'a>>) -> Option<Axis> {
        let (from, to, step) = match &op.range {
            SeriesRange::FromToStep { from, to, step } => (from.as_ref(), to.as_ref(), step),
            SeriesRange::InRange { from, to, step } => (Some(from), Some(to), step),
        };
        let inclusive = matches!(op.range, SeriesRange::InRange { .. });
        let step_value = self.bind_constant(step, scope)?;
        let step_type = interval(on.ty, step_value.ty());
        let Some(ty) = step_type.map(|step| if on.ty == ScalarType::DateTime { on.ty } else { step }) else {
            let message = format!("The type '{}' is not an appropriate interval type for '{}'", step_value.ty(), on.ty);
            self.error(codes::INTERVAL_EXPECTED, step.span, message);
            return None;
        };
        let step = self.convert(Expr::literal(step_value, step.span), step_type?).as_literal().cloned()?;
        let bound = |bound: Option<&'a ast::Expr>| match bound {
            Some(bound) => self.axis_bound(bound, ty, scope).map(Some),
            None => Some(None),
        };
        let bounds = (from, to);
        let (from, to) = (bound(from), bound(to));
        let (from, to) = (from?, to?);
        // A null that is not written may come of what is unknown, which is reported.
        let is_unknown = |value: &Option<Value>, bound: Option<&ast::Expr>| {
            value.as_ref().is_some_and(Value::is_null) && bound.is_some_and(|bound| bound.as_literal().is_none())
        };
        if self.has_failed() && (is_unknown(&from, bounds.0) || is_unknown(&to, bounds.1)) {
            return None;
        }
        let axis = Axis::new(ty, from, to, step, inclusive);
        if axis.is_none() {
            let message = format!(
                "The bounds of make-series must not be null, its step must be positive, and there may be at most {MAX_STEPS} steps."
            );
            self.error(codes::BAD_PARAMETER, span, message);
        }
        axis
    }

    fn axis_bound(&self, bound: &'a ast::Expr, ty: ScalarType, scope: &Rc<Scope<'a>>) -> Option<Value> {
        let value = self.bind_constant(bound, scope)?;
        let found = value.ty();
        let fits = found == ty || found.promotes_to(ty) || found.is_integer() && ty.is_integer();
        if !fits && found != ScalarType::Dynamic {
            self.wrong_type(bound.span, ty.name(), found);
            return None;
        }
        self.convert(Expr::literal(value, bound.span), ty).as_literal().cloned()
    }
}

/// The type of a step of `step` on an axis of type `on`, if there is one: a step leads from one value of the axis to
/// another, so that there are no steps of 0.5 between whole numbers.
fn interval(on: ScalarType, step: ScalarType) -> Option<ScalarType> {
    match (on, step) {
        (ScalarType::DateTime | ScalarType::TimeSpan, ScalarType::TimeSpan) => Some(step),
        (ScalarType::Int | ScalarType::Long, _) if step.is_integer() => on.common(step),
        (ScalarType::Real, _) if step.is_integer() || step == ScalarType::Real => Some(on),
        _ => None,
    }
}

impl Axis {
    fn new(ty: ScalarType, from: Option<Value>, to: Option<Value>, step: Value, inclusive: bool) -> Option<Self> {
        if from.iter().chain(&to).any(Value::is_null) {
            return None;
        }
        // `in range()` bins as `bin()` does, `from` as `bin_at()`.
        let origin = match &from {
            Some(from) if !inclusive => from.clone(),
            _ => zero(ty),
        };
        let place = |value: &Value| steps(value, &origin, &step);
        let first = match &from {
            Some(from) => Some(place(from)?.0),
            None => None,
        };
        let last = match &to {
            Some(to) => {
                let (whole, exact) = place(to)?;
                Some(if exact && !inclusive { whole - 1 } else { whole })
            }
            None => None,
        };
        // Steps that are not positive are found even where no bound asks for a place.
        place(&origin)?;
        let fits = |first: i64, last: i64| last.checked_sub(first).is_some_and(|distance| distance < MAX_STEPS);
        let sound = first.zip(last).is_none_or(|(first, last)| fits(first, last));
        sound.then_some(Self { ty, origin, step, from, to, inclusive, first, last })
    }

    /// The points of the axis as a dynamic array, where both ends are known.
    pub fn points(&self) -> Option<Value> {
        let point = |i: i64| match (&self.origin, &self.step) {
            (Value::DateTime(origin), Value::TimeSpan(step)) => Dynamic::DateTime(origin + i * step),
            (Value::TimeSpan(origin), Value::TimeSpan(step)) => Dynamic::TimeSpan(origin + i * step),
            (Value::Real(origin), Value::Real(step)) => Dynamic::Real(origin + i as f64 * step),
            (origin, step) => Dynamic::Long(number(origin).unwrap_or(0) + i * number(step).unwrap_or(0)),
        };
        Some(Dynamic::Array((self.first?..=self.last?).map(point).collect()).to_value())
    }
}

fn zero(ty: ScalarType) -> Value {
    match ty {
        ScalarType::DateTime => Value::DateTime(0),
        ScalarType::TimeSpan => Value::TimeSpan(0),
        ScalarType::Real => Value::Real(0.0),
        ScalarType::Int => Value::Int(0),
        _ => Value::Long(0),
    }
}

/// How many whole steps lie between `origin` and `value`, and whether nothing is left over. None where the step is not
/// positive.
fn steps(value: &Value, origin: &Value, step: &Value) -> Option<(i64, bool)> {
    match (value, origin, step) {
        (Value::Real(value), Value::Real(origin), Value::Real(step)) => {
            let steps = (value - origin) / step;
            let whole = steps.floor();
            (*step > 0.0 && steps.is_finite()).then_some((whole as i64, whole == steps))
        }
        _ => {
            let (value, origin, step) = (number(value)?, number(origin)?, number(step)?);
            let distance = value.checked_sub(origin)?;
            (step > 0).then(|| (distance.div_euclid(step), distance.rem_euclid(step) == 0))
        }
    }
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Int(i) => Some(i64::from(*i)),
        Value::Long(i) | Value::DateTime(i) | Value::TimeSpan(i) => Some(*i),
        _ => None,
    }
}
