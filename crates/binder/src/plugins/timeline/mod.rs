//! Plugins that count who is active along a timeline. Each is a query in KQL over the columns that it is given.
//! <https://learn.microsoft.com/kusto/query/user-analytics>

mod texts;

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast;

use crate::binder::Binder;
use crate::bound::{Expr, ResultColumn};
use crate::calls::Outcome;
use crate::codes;
use crate::expressions::Context;
use crate::relation::{Openness, Relation};
use crate::scope::{Binding, Scope, TabularSource};

pub(crate) use texts::TimelinePlugin;

/// A constant of a call: its name in the query, its value and its place.
type Scalar = (&'static str, Value, Span);

/// What a call of such a plugin says.
struct TimelineCall<'a> {
    /// The columns: the id, or the value whose percentile is wanted, and the timeline.
    columns: [&'a ast::Name; 2],
    /// The constants by their names in the query.
    scalars: Vec<Scalar>,
    /// The dimensions.
    dimensions: Vec<&'a ast::Name>,
    /// A table of ids that are known before.
    known: Option<&'a ast::Expr>,
}

impl<'a> Binder<'a> {
    pub(crate) fn bind_timeline(
        &self,
        plugin: TimelinePlugin,
        args: &'a [ast::Argument],
        input: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        // Of the columns of a mistake nobody knows which are dimensions.
        if input.openness == Openness::Broken {
            return input;
        }
        let mark = self.mark();
        let Some(call) = self.timeline_call(plugin, args, &input, span, scope) else { return Relation::broken() };
        let ctx = Context::row(scope, &input);
        let [id, time] = call.columns.map(|name| self.column_of(&input, name, ctx));
        let dimensions: Vec<Expr> = call.dimensions.iter().map(|name| self.column_of(&input, name, ctx)).collect();
        if self.failed_since(mark) || !self.check_timeline(plugin, &time, &call, span) {
            return Relation::broken();
        }
        let text = plugin.text(&call.scalars, time.ty, dimensions.len(), call.known.is_some());
        let tree = self.parse_text(plugin.name(), &text);
        let inner = Scope::child(&self.root_scope());
        for (name, value, span) in &call.scalars {
            inner.declare(name, Binding::Scalar(Expr::literal(value.clone(), *span)));
        }
        if let Some(known) = call.known {
            let Some(known) = self.known_ids(known, call.columns[0], &id, scope) else { return Relation::broken() };
            inner.declare("Known", self.shared_binding(known));
        }
        let names = ["id".to_owned(), "at".to_owned()].into_iter().chain((0..).map(|i| format!("d{i}")));
        let values: Vec<Expr> = [id, time].into_iter().chain(dimensions).collect();
        inner.declare("T", self.shared_binding(self.renamed(input, names.zip(values))));
        let relation = match self.bind_tree(tree, inner, span) {
            Some(Outcome::Table(relation)) => *relation,
            Some(Outcome::Scalar(_)) | None => return Relation::broken(),
        };
        self.name_outputs(plugin, relation, &call)
    }

    /// Tells columns, constants, dimensions and the table apart.
    fn timeline_call(
        &self,
        plugin: TimelinePlugin,
        args: &'a [ast::Argument],
        input: &Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Option<TimelineCall<'a>> {
        let column = |arg: &'a ast::Expr| arg.as_name().filter(|name| input.column(name.as_str()).is_some());
        let mut args: Vec<&'a ast::Expr> = args.iter().map(|arg| &arg.value).collect();
        let takes_table = plugin == TimelinePlugin::NewActivityMetrics;
        let known = args.pop_if(|arg| takes_table && column(arg).is_none() && self.is_tabular(arg, scope));
        let (mut columns, mut constants, mut dimensions) = (Vec::new(), Vec::new(), Vec::new());
        for (place, arg) in args.into_iter().enumerate() {
            if plugin.column_places().contains(&place) {
                let Some(name) = arg.as_name() else {
                    self.error(codes::COLUMN_EXPECTED, arg.span, "Column name expected.");
                    return None;
                };
                columns.push(name);
            } else if let Some(name) = column(arg) {
                dimensions.push(name);
            } else {
                constants.push((self.bind_constant(arg, scope)?, arg.span));
            }
        }
        let names = plugin.constants(constants.len());
        let (Ok(columns), Some(names)) = (<[_; 2]>::try_from(columns), names) else {
            let message = format!("The plugin '{}' takes other arguments.", plugin.name());
            self.error(codes::ARGUMENT_RANGE, span, message);
            return None;
        };
        let scalars = names.iter().zip(constants).map(|(name, (value, span))| (*name, value, span)).collect();
        Some(TimelineCall { columns, scalars, dimensions, known })
    }

    /// Whether the timeline is one, and the bounds are points on it.
    fn check_timeline(&self, plugin: TimelinePlugin, time: &Expr, call: &TimelineCall<'a>, span: Span) -> bool {
        if !time.ty.is_summable() || time.ty == ScalarType::Decimal {
            self.wrong_type(time.span, "datetime, timespan or a number", time.ty);
            return false;
        }
        let mark = self.mark();
        for (name, value, span) in &call.scalars {
            let bound = matches!(*name, "start" | "stop" | "cohort");
            if bound && !(value.ty() == time.ty || value.ty().promotes_to(time.ty)) {
                self.wrong_type(*span, time.ty.name(), value.ty());
            }
            let period = *name == "width" && value.ty() == ScalarType::String;
            if period && (time.ty != ScalarType::DateTime || !plugin.takes_period(value)) {
                let message = "A step is a number, a timespan, or one of 'week', 'month' and 'year' where the plugin counts in single steps.";
                self.error(codes::BAD_PARAMETER, *span, message);
            }
        }
        if call.dimensions.len() > 64 {
            self.error(codes::ARGUMENT_RANGE, span, "A plugin takes at most 64 dimensions.");
        }
        !self.failed_since(mark)
    }

    /// The ids that are known before: the column of the same name.
    fn known_ids(
        &self,
        table: &'a ast::Expr,
        name: &'a ast::Name,
        id: &Expr,
        scope: &Rc<Scope<'a>>,
    ) -> Option<Relation> {
        let mark = self.mark();
        let rows = self.bind_tabular(table, scope);
        let known = self.column_of(&rows, name, Context::row(scope, &rows));
        let known = self.convert(known, id.ty);
        (!self.failed_since(mark)).then(|| self.renamed(rows, [("id".to_owned(), known)]))
    }

    /// The rows with these columns only.
    pub(super) fn renamed(&self, mut rows: Relation, columns: impl IntoIterator<Item = (String, Expr)>) -> Relation {
        let (names, values): (Vec<String>, Vec<Expr>) = columns.into_iter().unzip();
        let types: Vec<ScalarType> = values.iter().map(|v| v.ty).collect();
        let ids = self.compute(&mut rows, values);
        let column = |((id, name), ty): ((_, String), _)| ResultColumn { id, name: name.into(), ty };
        rows.columns = ids.into_iter().zip(names).zip(types).map(column).collect();
        rows
    }

    pub(super) fn shared_binding(&self, rows: Relation) -> Binding<'a> {
        let table = TabularSource::Shared(self.share_rows(rows));
        Binding::Tabular(Rc::new(self.tabular_binding(table, &self.root_scope())))
    }

    /// Gives the result's columns the names that the plugin's have.
    fn name_outputs(&self, plugin: TimelinePlugin, relation: Relation, call: &TimelineCall<'a>) -> Relation {
        let [id, time] = call.columns.map(ast::Name::as_str);
        let scalar = |name: &str| call.scalars.iter().find(|(n, ..)| *n == name).map(|(_, value, _)| value.clone());
        let dimensions = call.dimensions.iter().map(|name| name.as_str().to_owned());
        let names: Vec<String> = match plugin {
            TimelinePlugin::NewActivityMetrics => vec![format!("from_{time}"), format!("to_{time}")],
            _ => vec![time.to_owned()],
        };
        let measures: Vec<String> = match plugin {
            TimelinePlugin::RollingPercentile => {
                let number = |name| match scalar(name) {
                    Some(Value::Real(value)) => value.to_string(),
                    value => value.and_then(|v| v.as_i64()).map_or_else(String::new, |v| v.to_string()),
                };
                vec![format!("rolling_{}_percentile_{id}_{}", number("bins"), number("percent"))]
            }
            other => other.measures().iter().map(|name| (*name).to_owned()).collect(),
        };
        renamed_columns(relation, names.into_iter().chain(dimensions).chain(measures))
    }
}

/// The relation with other names for its columns.
pub(super) fn renamed_columns(mut relation: Relation, names: impl IntoIterator<Item = String>) -> Relation {
    for (column, name) in relation.columns.iter_mut().zip(names) {
        column.name = name.into();
    }
    relation
}
