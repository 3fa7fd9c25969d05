//! `parse` and `parse-where`. <https://learn.microsoft.com/kusto/query/parse-operator>

use std::rc::Rc;

use lurcher_symbols::ScalarType;
use lurcher_syntax::operators::{self, ParsePartKind};

use crate::binder::Binder;
use crate::bound::{self, ParseKind, ParsePart, Plan, ResultColumn};
use crate::codes;
use crate::expressions::{Context, scalar_type};
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_parse(
        &self,
        op: &'a operators::Parse,
        drop_unmatched: bool,
        mut input: Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let source = self.bind_expr(&op.value, Context::row(scope, &input));
        let source = self.convert(source, ScalarType::String);
        let mut visible: Vec<ResultColumn> = Vec::new();
        let part = |part: &'a operators::ParsePart| match &part.kind {
            ParsePartKind::Star => ParsePart::Skip,
            ParsePartKind::Text(text) => ParsePart::Text(text.as_str().into()),
            ParsePartKind::Column { name, ty } => {
                let ty = ty.as_ref().map_or(ScalarType::String, |ty| scalar_type(&ty.kind));
                let id = self.new_column();
                visible.push(ResultColumn { id, name: name.as_str().into(), ty });
                ParsePart::Column(id, ty)
            }
        };
        let column = |part: &operators::ParsePart| matches!(part.kind, ParsePartKind::Column { .. });
        if let Some(pair) = op.pattern.windows(2).find(|pair| pair.iter().all(column)) {
            self.error(codes::COLUMN_AFTER_TEXT, pair[1].span, "The column name must follow a string literal");
        }
        let parts = op.pattern.iter().map(part).collect();
        let kind = match op.kind {
            operators::ParseKind::Simple => ParseKind::Simple,
            operators::ParseKind::Relaxed => ParseKind::Relaxed,
            operators::ParseKind::Regex => ParseKind::Regex,
        };
        let flags = op.flags.as_deref().unwrap_or("").into();
        let plan = bound::Parse { input: Box::new(input.take_plan()), source, kind, flags, parts, drop_unmatched };
        input.plan = Plan::Parse(plan);
        visible.into_iter().for_each(|column| input.set_column(column));
        input
    }
}
