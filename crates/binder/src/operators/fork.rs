//! `fork`: several results of one pipe. <https://learn.microsoft.com/kusto/query/fork-operator>

use std::rc::Rc;

use lurcher_syntax::ast::{self, ExprKind as Syntax};
use lurcher_syntax::operators::OperatorKind;

use crate::binder::Binder;
use crate::bound::BoundResult;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    /// The results of a query: one, or one for each branch where it ends in `fork`.
    pub(crate) fn bind_results(&self, expr: &'a ast::Expr, scope: &Rc<Scope<'a>>) -> Vec<BoundResult> {
        if let Syntax::Pipe { source, operators } = &expr.kind
            && let Some((last, before)) = operators.split_last()
            && let OperatorKind::Fork(fork) = &last.kind
        {
            // Each branch reads the rows anew, with columns of its own.
            let branches = fork.branches.iter().map(|branch| {
                let input = self.bind_pipe(source, before, scope);
                self.result_of(self.bind_subquery(input, &branch.operators, source, scope))
            });
            return branches.collect();
        }
        let relation = self.bind_tabular(expr, scope);
        vec![self.result_of(relation)]
    }
}
