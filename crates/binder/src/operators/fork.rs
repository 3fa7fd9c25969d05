//! Several results of one pipe: `fork`. <https://learn.microsoft.com/kusto/query/fork-operator>

use std::rc::Rc;

use lurcher_syntax::ast::{self, ExprKind as Syntax};
use lurcher_syntax::operators::{Fork, ForkBranch, Operator, OperatorKind, Render};

use crate::binder::Binder;
use crate::bound::BoundResult;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    /// The results of a query: one, or several where it ends in `fork` or `facet`.
    pub(crate) fn bind_results(&self, expr: &'a ast::Expr, scope: &Rc<Scope<'a>>) -> Vec<BoundResult> {
        if let Syntax::Pipe { source, operators } = &expr.kind
            && let Some((last, before)) = operators.split_last()
        {
            if let (OperatorKind::Render(render), Some((fork, before))) = (&last.kind, before.split_last())
                && let OperatorKind::Fork(fork) = &fork.kind
            {
                return self.bind_fork(fork, Some(render), source, before, scope);
            }
            match &last.kind {
                OperatorKind::Fork(fork) => return self.bind_fork(fork, None, source, before, scope),
                OperatorKind::Facet(facet) => return self.bind_facet(facet, source, before, scope),
                // The tables that it makes are read by later statements.
                OperatorKind::GraphToTable(op) if Self::makes_tables(op) => {
                    self.bind_tabular(expr, scope);
                    return Vec::new();
                }
                _ => {}
            }
        }
        let relation = self.bind_tabular(expr, scope);
        vec![self.result_of(relation)]
    }

    /// Each branch reads the rows anew, with columns of its own. A `render` behind draws every result.
    fn bind_fork(
        &self,
        op: &'a Fork,
        render: Option<&'a Render>,
        source: &'a ast::Expr,
        before: &'a [Operator],
        scope: &Rc<Scope<'a>>,
    ) -> Vec<BoundResult> {
        let source = self.pipe_expression(source, before);
        let branch = |branch: &'a ForkBranch| {
            if self.refuses_consumed(branch.operators.last()) {
                return self.result_of(Relation::broken());
            }
            let input = self.bind_source(source, scope);
            let rows = self.bind_subquery(input, &branch.operators, source, scope);
            self.result_of(match render {
                Some(render) => self.bind_render(render, rows, scope),
                None => rows,
            })
        };
        op.branches.iter().map(branch).collect()
    }
}
