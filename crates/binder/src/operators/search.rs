//! `search`: rows of several tables that hold a text anywhere.
//! <https://learn.microsoft.com/kusto/query/search-operator>

use std::rc::Rc;
use std::sync::Arc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::operators::Search;

use super::union::{Leg, Piped};
use crate::binder::Binder;
use crate::bound::{Expr, ResultColumn};
use crate::codes;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_search(
        &self,
        op: &'a Search,
        input: Option<(Relation, Piped<'a>)>,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let case_sensitive = op.params.iter().any(|p| {
            p.name.as_str() == "kind" && p.value.as_name().is_some_and(|name| name.as_str() == "case_sensitive")
        });
        let mut legs: Vec<Leg> = Vec::new();
        let mut missing = Vec::new();
        match input {
            Some((relation, piped)) => legs.push(Leg { relation, source: piped.name(scope, "search_arg", 0) }),
            None if op.sources.is_empty() => legs = self.all_legs(span, scope),
            None => op.sources.iter().for_each(|source| self.bind_legs(source, false, scope, &mut legs, &mut missing)),
        }
        if legs.is_empty() {
            self.error(codes::UNKNOWN_TABLE, span, "The search has no table to look into.");
            return Relation::broken();
        }
        let mentioned = self.mentioned(&op.predicate, scope);
        // As in a `where` behind the union: a name that has several types means none of them.
        let names = self.tell_types_apart(&mut legs);
        let Some(mut legs) = self.filter_legs(legs, &op.predicate, &mentioned, case_sensitive, scope) else {
            return Relation::broken();
        };
        for column in legs.iter_mut().flat_map(|leg| &mut leg.relation.columns) {
            if let Some(name) = names.get(&column.id) {
                column.name = Arc::clone(name);
            }
        }
        match legs.pop() {
            // The rows of one table stay in their groups and in their order.
            Some(Leg { mut relation, source }) if legs.is_empty() => {
                let id = self.compute(&mut relation, [Expr::literal(Value::String(source), span)])[0];
                let name = relation.unique_name("$table");
                relation.columns.insert(0, ResultColumn { id, name, ty: ScalarType::String });
                relation
            }
            last => {
                legs.extend(last);
                self.union_of(legs, false, Some("$table"), span)
            }
        }
    }
}
