//! `sample-distinct`: any distinct values. <https://learn.microsoft.com/kusto/query/sample-distinct-operator>

use std::rc::Rc;

use lurcher_syntax::operators::SampleDistinct;

use crate::binder::Binder;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_sample_distinct(
        &self,
        op: &'a SampleDistinct,
        input: Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let count = self.bind_count(&op.count, scope);
        let (is_column, mark) = (self.names_column(&op.of, &input), self.mark());
        let distinct = self.distinct_columns(std::slice::from_ref(&op.of), input, scope);
        if !is_column && !self.failed_since(mark) {
            self.column_expected(op.of.value.span);
        }
        match count {
            Some(count) => self.limit(distinct, count),
            None => distinct,
        }
    }
}
