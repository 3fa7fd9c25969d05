//! `mv-expand`. <https://learn.microsoft.com/kusto/query/mv-expand-operator>

use std::collections::HashSet;
use std::rc::Rc;

use lurcher_symbols::ScalarType;
use lurcher_syntax::ast;
use lurcher_syntax::operators::{BagExpansion, ExpandItem, MvExpand};

use super::columns::ColumnName;
use crate::binder::Binder;
use crate::bound::{Expand, ExpandColumn, Plan, ResultColumn};
use crate::codes;
use crate::expressions::{Context, scalar_type};
use crate::relation::{Relation, unique_name};
use crate::scope::Scope;

/// How many rows `mvexpand`, the old form, makes of one where nobody says.
const LEGACY_LIMIT: u64 = 128;

impl<'a> Binder<'a> {
    pub(super) fn bind_mv_expand(&self, op: &'a MvExpand, mut input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        let limit = match &op.limit {
            Some(limit) => self.bind_count(limit, scope),
            None => op.is_legacy.then_some(LEGACY_LIMIT),
        };
        let bag_as_array = op.bag_expansion == Some(BagExpansion::Array);
        self.expand(&op.items, op.with_item_index.as_ref(), bag_as_array, limit, &mut input, scope);
        input
    }

    /// Puts the expansion of `items` above the relation's rows, and makes its columns visible.
    pub(super) fn expand(
        &self,
        items: &'a [ExpandItem],
        index: Option<&'a ast::Name>,
        bag_as_array: bool,
        limit: Option<u64>,
        input: &mut Relation,
        scope: &Rc<Scope<'a>>,
    ) {
        let mut columns = Vec::with_capacity(items.len());
        let mut visible: Vec<ResultColumn> = Vec::with_capacity(items.len());
        let mut given = HashSet::new();
        for item in items {
            let Some((column, name)) = self.bind_expand_item(item, input, scope) else { continue };
            let is_taken = |name: &str| visible.iter().any(|column| *column.name == *name);
            let name = match name {
                ColumnName::Given(name) => {
                    self.declare(&mut given, &name, item.value.span);
                    name
                }
                // As in `extend`, it takes the place of one before it.
                ColumnName::Derived(name) => name,
                ColumnName::Value(name) => unique_name(&name, is_taken),
                ColumnName::Unnamed => input.unnamed_column(is_taken),
            };
            visible.push(ResultColumn { id: column.output, name, ty: column.ty });
            columns.push(column);
        }
        let index = index.map(|name| (self.new_column(), name));
        input.plan = Plan::Expand(Expand {
            input: Box::new(input.take_plan()),
            columns,
            index: index.as_ref().map(|(id, _)| *id),
            bag_as_array,
            limit,
        });
        visible.into_iter().for_each(|column| input.set_column(column));
        if let Some((id, name)) = index {
            let name = input.unique_name(name.as_str());
            input.set_column(ResultColumn { id, name, ty: ScalarType::Long });
        }
    }

    fn bind_expand_item(
        &self,
        item: &'a ExpandItem,
        input: &Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Option<(ExpandColumn, ColumnName)> {
        let ctx = Context::row(scope, input);
        let (name, source) = match self.named_columns(&item.value, ctx).as_deref() {
            Some([only]) => only.clone(),
            Some(_) => {
                self.error(codes::WRONG_TYPE, item.value.span, "The expression must have the type dynamic.");
                return None;
            }
            None => (self.column_name(&item.value), self.bind_expr(&item.value.value, ctx)),
        };
        if source.ty != ScalarType::Dynamic {
            self.error(codes::WRONG_TYPE, source.span, "The expression must have the type dynamic.");
            return None;
        }
        let ty = item.to.as_ref().map_or(ScalarType::Dynamic, |ty| scalar_type(&ty.kind));
        let output = self.new_column();
        let is_unknown = self.is_broken(&source);
        if is_unknown {
            self.mark_unknown(output);
        }
        // Nobody knows how a call that failed is called; most that are expanded are called as their argument.
        let name = match (name, argument(&item.value.value)) {
            (ColumnName::Unnamed, Some(argument)) if is_unknown => ColumnName::Derived(argument.into()),
            (name, _) => name,
        };
        Some((ExpandColumn { source, output, ty }, name))
    }
}

/// The name that a call's first argument is.
fn argument(call: &ast::Expr) -> Option<&str> {
    match &call.kind {
        ast::ExprKind::Call { args, .. } => args.first()?.value.as_name().map(ast::Name::as_str),
        _ => None,
    }
}
