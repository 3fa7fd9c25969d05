//! `project-keep`: the order stays. <https://learn.microsoft.com/kusto/query/project-keep-operator>

use std::rc::Rc;

use lurcher_syntax::operators::ProjectKeep;

use crate::binder::Binder;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_project_keep(&self, op: &'a ProjectKeep, input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        let mut input = self.listing(&op.columns, input, scope);
        let kept = self.select_columns(&op.columns, &input, scope);
        input.columns.retain(|c| kept.iter().any(|k| k.name == c.name));
        input
    }
}
