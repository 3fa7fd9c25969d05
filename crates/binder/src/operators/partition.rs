//! `partition`: a subquery over the rows of each key. <https://learn.microsoft.com/kusto/query/partition-operator>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_syntax::ast;
use lurcher_syntax::operators::{Partition, PartitionBody};

use crate::binder::Binder;
use crate::expressions::Context;
use crate::relation::{Groups, Relation};
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_partition(
        &self,
        op: &'a Partition,
        mut input: Relation,
        source: &'a ast::Expr,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let operators = match &op.body {
            PartitionBody::Operators(operators) => operators,
            PartitionBody::Query(_) => {
                self.not_implemented(span, "The explicit source of partition");
                return Relation::broken();
            }
        };
        if input.groups.is_some() {
            self.not_implemented(span, "A partition inside of mv-apply or partition");
            return Relation::broken();
        }
        let key = self.bind_expr(&op.by, Context::row(scope, &input));
        self.refuse_dynamic(&key, op.by.span);
        // Rows of one key are one group.
        let (ty, is_constant) = (key.ty, key.as_literal().is_some());
        let ids = if is_constant { Vec::new() } else { self.compute(&mut input, [key]) };
        self.settle(&mut input);
        input.groups = Some(Groups { keys: ids.into_iter().map(|id| (id, ty)).collect(), carried: Vec::new() });
        let mut result = self.bind_subquery(input, operators, source, scope);
        result.groups = None;
        result
    }
}
