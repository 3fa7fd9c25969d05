//! `where`. <https://learn.microsoft.com/kusto/query/where-operator>

use std::cell::RefCell;
use std::rc::Rc;

use lurcher_symbols::Value;
use lurcher_syntax::operators::Where;

use crate::binder::Binder;
use crate::bound::{Expr, Filter, Plan, Values};
use crate::expressions::{Calls, Context, is_null};
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_where(&self, op: &'a Where, mut input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        let windows = RefCell::new(Vec::new());
        let predicate = {
            let ctx = Context::row(scope, &input).with_calls(Calls::Windows(&windows));
            self.bind_predicate(&op.predicate, ctx)
        };
        self.add_windows(&mut input, windows);
        self.filter(input, predicate)
    }

    /// The rows for which the predicate is true: all of them or none where it is constant.
    pub(crate) fn filter(&self, mut input: Relation, predicate: Expr) -> Relation {
        match predicate.as_literal() {
            Some(Value::Bool(true)) => input,
            Some(Value::Bool(false)) => self.without_rows(input),
            _ if is_null(&predicate) => self.without_rows(input),
            _ => {
                input.plan = Plan::Filter(Filter { input: Box::new(input.take_plan()), predicate });
                input
            }
        }
    }

    /// The relation without any row. What is below is never read.
    pub(crate) fn without_rows(&self, mut input: Relation) -> Relation {
        let columns = input.columns.iter().map(|c| (c.id, c.ty));
        let mut columns: Vec<_> = columns.filter(|(id, _)| !input.constants.contains_key(id)).collect();
        columns.sort_unstable();
        columns.dedup();
        input.plan = Plan::Values(Values { columns, rows: Vec::new() });
        input
    }
}
