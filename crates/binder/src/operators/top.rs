//! `top`. <https://learn.microsoft.com/kusto/query/top-operator>

use std::rc::Rc;

use lurcher_syntax::operators::Top;

use crate::binder::Binder;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_top(&self, op: &'a Top, input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        let count = self.bind_count(&op.count, scope);
        let key = self.bind_sort_key(&op.by, &input, scope);
        match count {
            Some(count) => self.top_rows(input, key.into_iter().collect(), count),
            None => input,
        }
    }
}
