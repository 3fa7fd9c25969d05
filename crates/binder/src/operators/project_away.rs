//! `project-away`. <https://learn.microsoft.com/kusto/query/project-away-operator>

use std::rc::Rc;

use lurcher_syntax::operators::ProjectAway;

use crate::binder::Binder;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_project_away(
        &self,
        op: &'a ProjectAway,
        mut input: Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let removed = self.select_columns(&op.columns, &input, scope);
        input.columns.retain(|c| !removed.iter().any(|r| r.name == c.name));
        input
    }
}
