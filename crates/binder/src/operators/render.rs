//! `render`: how the result wants to be shown. <https://learn.microsoft.com/kusto/query/render-operator>

use std::rc::Rc;

use lurcher_symbols::Value;
use lurcher_syntax::ast::{self, ExprKind as Syntax};
use lurcher_syntax::operators::Render;

use crate::binder::Binder;
use crate::bound::Visualization;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_render(&self, op: &'a Render, mut input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        let property = |p: &'a ast::Param| (p.name.as_str().into(), self.render_property(&p.value, scope));
        let properties = op.properties.iter().map(property).collect();
        input.visualization = Some(Visualization { kind: op.chart.as_str().into(), properties });
        input
    }

    /// A property's value: a constant, or names as text.
    fn render_property(&self, value: &'a ast::Expr, scope: &Rc<Scope<'a>>) -> Value {
        match &value.kind {
            Syntax::Name(name) => Value::String(name.as_str().into()),
            Syntax::List(items) => {
                let names: Vec<&str> = items.iter().filter_map(|i| i.as_name().map(ast::Name::as_str)).collect();
                Value::String(names.join(",").into())
            }
            _ => self.bind_constant(value, scope).unwrap_or(Value::String("".into())),
        }
    }
}
