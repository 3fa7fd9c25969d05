//! `lookup`. <https://learn.microsoft.com/kusto/query/lookup-operator>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_syntax::ast::{self, ExprKind as Syntax};
use lurcher_syntax::operators;

use super::join::{beside, join_kind};
use crate::binder::Binder;
use crate::bound::JoinKind;
use crate::codes;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_lookup(
        &self,
        op: &'a operators::Lookup,
        mut left: Relation,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let kind = op.kind.map_or(JoinKind::LeftOuter, join_kind);
        if !matches!(kind, JoinKind::LeftOuter | JoinKind::Inner) {
            self.error(codes::BAD_PARAMETER, span, "lookup takes kind=leftouter or kind=inner.");
            return Relation::broken();
        }
        let mut right = self.bind_rows(&op.right, scope);
        self.settle_nullable(kind, &mut left, &mut right);
        let on = self.bind_join_keys(&op.on, &left, &right, scope);
        // The keys are the left ones; the right ones say the same again.
        let mut keys = Vec::new();
        op.on.iter().for_each(|condition| right_names(condition, &mut keys));
        let dimension: Vec<_> = right.columns.iter().filter(|c| !keys.contains(&&*c.name)).cloned().collect();
        let columns = beside(&left.columns, &dimension);
        self.joined(kind, left, right, on, None, columns)
    }
}

/// The names that a condition's keys have on the right.
fn right_names<'n>(condition: &'n ast::Expr, names: &mut Vec<&'n str>) {
    match &condition.kind {
        Syntax::Name(name) => names.push(name.as_str()),
        Syntax::And(terms) => terms.iter().for_each(|term| right_names(term, names)),
        Syntax::Binary { left, right, .. } => [left, right].into_iter().for_each(|side| {
            if let Syntax::Path { base, member } = &side.kind
                && base.as_name().is_some_and(|base| base.as_str() == "$right")
            {
                names.push(member.as_str());
            }
        }),
        _ => {}
    }
}
