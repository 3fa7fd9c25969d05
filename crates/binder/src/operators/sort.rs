//! `sort` and `order`. <https://learn.microsoft.com/kusto/query/sort-operator>

use std::rc::Rc;

use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_syntax::ast::{self, NullsOrder, SortOrder};
use lurcher_syntax::operators::Sort;

use crate::binder::Binder;
use crate::bound::{self, Plan, SortKey};
use crate::expressions::Context;
use crate::relation::{Openness, Relation};
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_sort(&self, op: &'a Sort, mut input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        let keys: Vec<SortKey> = op.keys.iter().filter_map(|key| self.bind_sort_key(key, &input, scope)).collect();
        if !keys.is_empty() {
            input.plan = Plan::Sort(bound::Sort { input: Box::new(input.take_plan()), keys, limit: None });
        }
        input.serialized = true;
        input
    }

    /// A key: descending unless it says otherwise; nulls stand where the smallest values do. A constant orders nothing.
    pub(super) fn bind_sort_key(
        &self,
        key: &'a ast::SortKey,
        input: &Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Option<SortKey> {
        let expr = self.bind_expr(&key.expr.value, Context::row(scope, input));
        if input.openness != Openness::Broken && self.refuse_dynamic(&expr, expr.span) || expr.as_literal().is_some() {
            return None;
        }
        let descending = key.order != Some(SortOrder::Asc);
        let nulls_first = match key.nulls {
            Some(nulls) => nulls == NullsOrder::First,
            None => !descending && !is_planted(Mutant::NullsComeLast),
        };
        Some(SortKey { expr, descending, nulls_first })
    }
}
