//! `project-rename`. <https://learn.microsoft.com/kusto/query/project-rename-operator>

use std::rc::Rc;

use lurcher_symbols::Value;
use lurcher_syntax::operators::ProjectRename;

use crate::binder::Binder;
use crate::bound::{Expr, ResultColumn};
use crate::codes;
use crate::relation::{Openness, Relation};
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_project_rename(
        &self,
        op: &'a ProjectRename,
        mut input: Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let before = input.columns.clone();
        for named in &op.columns {
            let (Some(new), Some(old)) = (named.name(), named.value.as_name()) else {
                self.error(codes::COLUMN_EXPECTED, named.span, "A rename 'new = old' is expected.");
                continue;
            };
            let Some(place) = before.iter().position(|c| *c.name == *old.as_str()) else {
                let ty = input.openness.ty(old.as_str());
                if input.openness != Openness::Broken && ty.is_none() {
                    self.unknown_name(old, Some(&input), scope);
                }
                let value = ty.map_or_else(|| self.broken(old.span), |ty| Expr::literal(Value::missing(ty), old.span));
                let ty = value.ty;
                let id = self.compute(&mut input, [value])[0];
                input.set_column(ResultColumn { id, name: new.as_str().into(), ty });
                continue;
            };
            // A column that got a name keeps it.
            if input.columns[place].name != before[place].name {
                continue;
            }
            // What a column was called stays taken, by itself too.
            if before.iter().chain(&input.columns).any(|c| *c.name == *new.as_str()) {
                let message = format!("A column with the name '{}' is already declared.", new.as_str());
                self.error(codes::DUPLICATE_COLUMN, new.span, message);
                continue;
            }
            input.columns[place].name = new.as_str().into();
        }
        input
    }
}
