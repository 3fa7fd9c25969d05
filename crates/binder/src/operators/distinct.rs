//! `distinct`. <https://learn.microsoft.com/kusto/query/distinct-operator>

use std::rc::Rc;

use lurcher_syntax::ast::{ExprKind as Syntax, NamedExpr};
use lurcher_syntax::operators::Distinct;

use crate::binder::Binder;
use crate::relation::{Openness, Relation};
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_distinct(&self, op: &'a Distinct, input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        self.distinct_columns(&op.columns, input, scope)
    }

    /// The distinct values of expressions; of all columns where the one expression is `*`.
    pub(super) fn distinct_columns(
        &self,
        columns: &'a [NamedExpr],
        mut input: Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        if let [star] = columns
            && matches!(star.value.kind, Syntax::Star)
        {
            let dynamic = input.columns.iter().find(|c| self.is_dynamic(&self.read(&input, c, star.span)));
            if let Some(column) = dynamic.filter(|_| input.openness != Openness::Broken) {
                self.refuse_dynamic(&self.read(&input, column, star.span), star.span);
            }
        }
        if !matches!(columns, [star] if matches!(star.value.kind, Syntax::Star)) {
            let columns = self.bind_keys(columns, &mut input, scope);
            columns.iter().for_each(|column| {
                self.refuse_dynamic(&column.expr, column.span);
            });
            let described: Vec<_> = columns.iter().map(|c| (c.name.clone(), c.expr.ty, c.span)).collect();
            let ids = self.compute(&mut input, columns.into_iter().map(|c| c.expr));
            let named = described.into_iter().zip(ids).map(|((name, ty, span), id)| (name, id, ty, span)).collect();
            input.columns = self.output_columns(named, &input);
        }
        let keys = input.columns.iter().map(|c| (c.id, c.ty)).collect();
        self.group(&mut input, keys, Vec::new());
        if input.openness != Openness::Broken {
            input.openness = Openness::Closed;
        }
        input
    }
}
