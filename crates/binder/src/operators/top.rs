//! `top`. <https://learn.microsoft.com/kusto/query/top-operator>

use std::rc::Rc;

use lurcher_syntax::operators::Top;

use crate::binder::Binder;
use crate::bound::{Limit, Plan, Sort};
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_top(&self, op: &'a Top, mut input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        let Some(count) = self.bind_count(&op.count, scope) else { return input };
        let key = self.bind_sort_key(&op.by, &input, scope);
        let below = Box::new(input.take_plan());
        input.plan = match key {
            Some(key) => Plan::Sort(Sort { input: below, keys: vec![key], limit: Some(count) }),
            None => Plan::Limit(Limit { input: below, count }),
        };
        input.serialized = true;
        input
    }
}
