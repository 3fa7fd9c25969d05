//! `assert-schema`: the rows, where they have exactly these columns.

use lurcher_diagnostics::Span;
use lurcher_syntax::operators::AssertSchema;

use crate::binder::Binder;
use crate::codes;
use crate::expressions::scalar_type;
use crate::relation::{Openness, Relation};

impl Binder<'_> {
    pub(super) fn bind_assert_schema(&self, op: &AssertSchema, input: Relation, span: Span) -> Relation {
        if input.openness == Openness::Broken {
            return input;
        }
        let expected = op.columns.iter().map(|c| (c.name.as_str(), scalar_type(&c.ty.kind)));
        let found = input.columns.iter().map(|c| (&*c.name, c.ty));
        if !expected.clone().eq(found.clone()) {
            let text = |columns: &mut dyn Iterator<Item = (&str, lurcher_symbols::ScalarType)>| {
                columns.map(|(name, ty)| format!("{name}:{ty}")).collect::<Vec<_>>().join(", ")
            };
            let (expected, found) = (text(&mut { expected }), text(&mut { found }));
            let message = format!("The columns are ({found}), not ({expected}).");
            self.error(codes::SCHEMA_MISMATCH, span, message);
        }
        input
    }
}
