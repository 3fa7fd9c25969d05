//! `count`. <https://learn.microsoft.com/kusto/query/count-operator>

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionKind, ScalarType};
use lurcher_syntax::operators::Count;

use crate::binder::Binder;
use crate::bound::{AggregateCall, ResultColumn};
use crate::relation::{Openness, Relation};

impl<'a> Binder<'a> {
    pub(super) fn bind_count_rows(&self, op: &'a Count, mut input: Relation, span: Span) -> Relation {
        let Some(function) = self.env.functions.find(FunctionKind::Aggregate, "count") else {
            self.not_implemented(span, "The aggregate 'count'");
            return Relation::broken();
        };
        let id = self.new_column();
        let call = AggregateCall { function, args: Vec::new(), outputs: vec![id], types: vec![ScalarType::Long], span };
        self.group(&mut input, Vec::new(), vec![call]);
        let name = op.name.as_ref().map_or("Count", |n| n.as_str()).into();
        input.columns = vec![ResultColumn { id, name, ty: ScalarType::Long }];
        input.openness = Openness::Closed;
        input
    }
}
