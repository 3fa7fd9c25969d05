//! `take` and `limit`. <https://learn.microsoft.com/kusto/query/take-operator>

use std::rc::Rc;

use lurcher_syntax::operators::Take;

use crate::binder::Binder;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_take(&self, op: &'a Take, mut input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        if let Some(count) = self.bind_count(&op.count, scope) {
            input = self.limit(input, count);
        }
        input
    }
}
