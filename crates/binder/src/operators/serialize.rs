//! `serialize`. <https://learn.microsoft.com/kusto/query/serialize-operator>

use std::rc::Rc;

use lurcher_syntax::operators::Serialize;

use crate::binder::Binder;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_serialize(&self, op: &'a Serialize, mut input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        input.serialized = true;
        self.extend_with(&op.columns, input, scope)
    }
}
