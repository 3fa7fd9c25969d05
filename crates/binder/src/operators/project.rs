//! `project`. <https://learn.microsoft.com/kusto/query/project-operator>

use std::rc::Rc;

use lurcher_syntax::operators::Project;

use crate::binder::Binder;
use crate::relation::{Openness, Relation};
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_project(&self, op: &'a Project, mut input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        let columns = self.bind_named(&op.columns, &mut input, scope);
        let described: Vec<_> = columns.iter().map(|c| (c.name.clone(), c.expr.ty, c.span)).collect();
        let ids = self.compute(&mut input, columns.into_iter().map(|c| c.expr));
        let named = described.into_iter().zip(ids).map(|((name, ty, span), id)| (name, id, ty, span)).collect();
        input.columns = self.output_columns(named, &input);
        if input.openness != Openness::Broken {
            input.openness = Openness::Closed;
        }
        input
    }
}
