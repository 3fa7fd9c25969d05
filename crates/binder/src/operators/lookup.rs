//! `lookup`. <https://learn.microsoft.com/kusto/query/lookup-operator>

use std::rc::Rc;

use lurcher_diagnostics::Span;
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
        let mut right = self.bind_tabular(&op.right, scope);
        self.settle_nullable(kind, &mut left, &mut right);
        let on = self.bind_join_keys(&op.on, &left, &right, scope);
        // The keys are the left ones; the right ones say the same again.
        let keys: Vec<_> = on.iter().filter_map(|(_, key)| key.as_column()).collect();
        let dimension: Vec<_> = right.columns.iter().filter(|c| !keys.contains(&c.id)).cloned().collect();
        let columns = beside(&left.columns, &dimension);
        self.joined(kind, left, right, on, None, columns)
    }
}
