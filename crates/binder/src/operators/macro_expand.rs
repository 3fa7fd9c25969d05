//! `macro-expand`: a query for each entity of a group, and the union of the results.
//! <https://learn.microsoft.com/kusto/query/macro-expand-operator>

use std::rc::Rc;
use std::sync::Arc;

use lurcher_diagnostics::Span;
use lurcher_syntax::ast;
use lurcher_syntax::operators::{EntityGroup, MacroExpand, UnionKind};

use super::union::Leg;
use crate::binder::Binder;
use crate::codes;
use crate::relation::Relation;
use crate::scope::{Binding, Scope};

impl<'a> Binder<'a> {
    pub(super) fn bind_macro_expand(&self, op: &'a MacroExpand, span: Span, scope: &Rc<Scope<'a>>) -> Relation {
        let (members, own_name) = match &op.group {
            EntityGroup::Members(members) => (members.as_slice(), None),
            EntityGroup::Named(name) => match scope.find(name.as_str()) {
                Some(Binding::EntityGroup(members)) => (members, Some(name)),
                _ => {
                    let message = format!("The name '{}' does not refer to any known entity group.", name.as_str());
                    self.error(codes::UNKNOWN_NAME, name.span, message);
                    return Relation::broken();
                }
            },
        };
        let name = op.scope.as_ref().or(own_name).map_or("$scope", ast::Name::as_str);
        let fuzzy = op.is_fuzzy == Some(true);
        let mut legs = Vec::with_capacity(members.len());
        let mut dropped = Vec::new();
        for (place, member) in members.iter().enumerate() {
            if members[..place].contains(member) {
                self.error(codes::DUPLICATE_ENTITY, member.span, "Entity group doesn't allow duplicate values");
                return Relation::broken();
            }
            let bind = || {
                let inner = Scope::child(scope);
                inner.declare(name, Binding::Entity(member));
                let inner = self.bind_statements(&op.body.statements, inner);
                match &op.body.result {
                    Some(result) => self.bind_tabular(result, &inner),
                    None => {
                        self.error(
                            codes::NO_QUERY,
                            op.body.span,
                            "The query has no tabular expression that gives a result.",
                        );
                        Relation::broken()
                    }
                }
            };
            let source: Arc<str> = format!("macro_expand_arg{place}").into();
            match self.forgiving(fuzzy, bind, &mut dropped) {
                Some(relation) => legs.push(Leg { relation, source }),
                None => continue,
            }
        }
        if !self.report_dropped(dropped, legs.is_empty(), span, scope) {
            return Relation::broken();
        }
        self.union_of(legs, op.kind == Some(UnionKind::Inner), None, span)
    }
}
