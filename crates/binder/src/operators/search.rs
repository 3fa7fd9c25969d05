//! `search`: rows of several tables that hold a text anywhere. <https://learn.microsoft.com/kusto/query/search-operator>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_syntax::ast;
use lurcher_syntax::operators::Search;

use super::union::{Leg, leg_name};
use crate::binder::Binder;
use crate::codes;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_search(
        &self,
        op: &'a Search,
        input: Option<(Relation, &'a ast::Expr)>,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let case_sensitive = op.params.iter().any(|p| {
            p.name.as_str() == "kind" && p.value.as_name().is_some_and(|name| name.as_str() == "case_sensitive")
        });
        let mut legs: Vec<Leg> = Vec::new();
        let mut missing = Vec::new();
        match input {
            Some((relation, source)) => legs.push(Leg { relation, source: leg_name(source, scope, "search_arg", 0) }),
            None if op.sources.is_empty() => legs = self.all_legs(span, scope),
            None => op.sources.iter().for_each(|source| self.bind_legs(source, false, scope, &mut legs, &mut missing)),
        }
        if legs.is_empty() {
            self.error(codes::UNKNOWN_TABLE, span, "The search has no table to look into.");
            return Relation::broken();
        }
        let mentioned = self.mentioned(&op.predicate, scope);
        match self.filter_legs(legs, &op.predicate, &mentioned, case_sensitive, scope) {
            Some(legs) => self.union_of(legs, false, Some("$table"), span),
            None => Relation::broken(),
        }
    }
}
