//! `sequence_detect`: points in time at which conditions held one after the other. It is a query in KQL over the columns
//! that it is given. <https://learn.microsoft.com/kusto/query/sequence-detect-plugin>

use std::fmt::Write;
use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast;

use super::timeline::renamed_columns;
use crate::binder::Binder;
use crate::bound::Expr;
use crate::calls::Outcome;
use crate::codes;
use crate::expressions::Context;
use crate::relation::Relation;
use crate::result_names::expression_name;
use crate::scope::{Binding, Scope};

impl<'a> Binder<'a> {
    pub(crate) fn bind_sequence_detect(
        &self,
        args: &'a [ast::Argument],
        input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let [timeline, step, whole, first, rest @ ..] = args else {
            let message = "The plugin 'sequence_detect' needs a timeline, the longest step, the longest sequence and a condition.";
            self.error(codes::ARGUMENT_RANGE, span, message);
            return Relation::broken();
        };
        let mark = self.mark();
        let time = self.plugin_column(&input, &timeline.value, scope);
        let windows = [step, whole].map(|arg| self.bind_constant(&arg.value, scope));
        let ctx = Context::row(scope, &input);
        let condition = self.bind_predicate(&first.value, ctx);
        let mut steps = vec![(first, condition)];
        let mut dimensions: Vec<(&'a ast::Argument, Expr)> = Vec::new();
        for arg in rest {
            let value = self.bind_expr(&arg.value, ctx);
            // The first that is no condition is a dimension, and so are all behind it.
            let is_step = value.ty == ScalarType::Bool && dimensions.is_empty();
            if is_step { &mut steps } else { &mut dimensions }.push((arg, value));
        }
        dimensions.iter().for_each(|(_, value)| {
            self.refuse_dynamic(value, value.span);
        });
        let wanted = if time.ty == ScalarType::DateTime { ScalarType::TimeSpan } else { time.ty };
        for (arg, window) in [step, whole].into_iter().zip(&windows) {
            if let Some(window) = window.as_ref().filter(|w| w.ty() != wanted && !w.ty().promotes_to(wanted)) {
                self.wrong_type(arg.value.span, wanted.name(), window.ty());
            }
        }
        let ([Some(step), Some(whole)], false) = (windows, self.failed_since(mark)) else { return Relation::broken() };
        let name = |arg: &ast::Argument| match &arg.name {
            Some(name) => name.as_str().to_owned(),
            None => expression_name(&arg.value, self.env.functions).unwrap_or_default(),
        };
        let at = timeline.value.as_name().map_or("", |name| name.as_str());
        let mut names: Vec<String> = dimensions.iter().map(|(arg, _)| name(arg)).collect();
        names.extend(steps.iter().map(|(arg, _)| format!("{}_{at}", name(arg))));
        names.push("Duration".to_owned());

        let bins = Bins::of(time.ty, &step, &whole);
        let tree = self.parse_text("sequence_detect", &text(steps.len(), dimensions.len(), bins.as_ref()));
        let inner = Scope::child(&self.root_scope());
        let constant = |value: Value| Binding::Scalar(Expr::literal(value, span));
        if let Some(bins) = bins {
            inner.declare("width", constant(bins.width));
        }
        inner.declare("step", constant(step));
        inner.declare("whole", constant(whole));
        let columns = (0..steps.len()).map(|i| format!("e{i}")).chain((0..dimensions.len()).map(|i| format!("d{i}")));
        let values = steps.into_iter().chain(dimensions).map(|(_, value)| value);
        let columns = columns.zip(values).chain([("at".to_owned(), time)]);
        inner.declare("T", self.shared_binding(self.renamed(input, columns)));
        match self.bind_tree(tree, inner, span) {
            Some(Outcome::Table(relation)) => renamed_columns(*relation, names),
            Some(Outcome::Scalar(_)) | None => Relation::broken(),
        }
    }
}

/// Bins of time, twice as wide as a step: what a step can join stands in one bin or in the next one.
struct Bins {
    width: Value,
    ty: ScalarType,
}

impl Bins {
    /// None where nothing can follow, or nothing is known to be near.
    fn of(ty: ScalarType, step: &Value, whole: &Value) -> Option<Self> {
        let ticks = |value: &Value| match value {
            Value::TimeSpan(ticks) => Some(*ticks),
            value => value.as_i64(),
        };
        let real = |value: &Value| match value {
            Value::Real(number) => Some(*number),
            value => value.as_i64().map(|number| number as f64),
        };
        let width = match ty {
            ScalarType::Real => {
                let width = real(step)?.min(real(whole)?) * 2.0;
                Value::Real(Some(width).filter(|width| width.is_finite() && *width > 0.0)?)
            }
            ScalarType::DateTime | ScalarType::TimeSpan | ScalarType::Long | ScalarType::Int => {
                let width = ticks(step)?.min(ticks(whole)?).checked_mul(2).filter(|width| *width > 0)?;
                if ty == ScalarType::DateTime { Value::TimeSpan(width) } else { Value::Long(width) }
            }
            _ => return None,
        };
        Some(Self { width, ty })
    }

    /// The bin of a point, and the one before it.
    fn around(&self, at: &str) -> [String; 2] {
        let (bin, one) = match self.ty {
            ScalarType::DateTime => (format!("bin({at}, width)"), "width"),
            ScalarType::Real => (format!("bin({at} / width, 1.0)"), "1.0"),
            // Toward zero, which makes one bin wider.
            _ => (format!("tolong({at}) / width"), "1"),
        };
        let before = format!("{bin} - {one}");
        [bin, before]
    }
}

/// The query: the points of each condition, joined to those before it.
fn text(steps: usize, dimensions: usize, bins: Option<&Bins>) -> String {
    let dims: String = (0..dimensions).map(|i| format!(", d{i}")).collect();
    let points = |i: usize| format!("T | where e{i} | distinct k = 1, at{i} = at{dims}");
    let mut text = points(0);
    for i in 1..steps {
        let before = i - 1;
        let (mut right, mut key) = (points(i), "k".to_owned());
        if let Some(bins) = bins {
            let [own, _] = bins.around(&format!("at{before}"));
            let legs = bins.around(&format!("at{i}")).map(|bin| format!("({} | extend b{i} = {bin})", points(i)));
            let _ = write!(text, "\n| extend b{i} = {own}");
            (right, key) = (format!("union {}", legs.join(", ")), format!("b{i}"));
        }
        let _ = write!(
            text,
            "\n| join kind=inner ({right}) on {key}{dims}\
             \n| where at{i} > at{before} and at{i} - at{before} <= step and at{i} - at0 <= whole"
        );
    }
    let columns: Vec<String> =
        (0..dimensions).map(|i| format!("d{i}")).chain((0..steps).map(|i| format!("at{i}"))).collect();
    let _ = write!(text, "\n| project {}, Duration = at{} - at0", columns.join(", "), steps - 1);
    text
}
