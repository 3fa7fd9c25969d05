//! `sample`: any rows. Which ones is free, so the first ones are as good.
//! <https://learn.microsoft.com/kusto/query/sample-operator>

use std::rc::Rc;

use lurcher_syntax::operators::Sample;

use crate::binder::Binder;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_sample(&self, op: &'a Sample, input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        match self.bind_count(&op.count, scope) {
            Some(count) => Relation { serialized: false, ..self.limit(input, count) },
            None => input,
        }
    }
}
