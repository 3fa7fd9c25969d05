//! Columns that are chosen by their names and by wildcards.

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_syntax::ast::{self, NamedExpr};

use crate::binder::Binder;
use crate::bound::ResultColumn;
use crate::codes;
use crate::expressions::Context;
use crate::relation::{Openness, Relation};
use crate::scope::Scope;

impl<'a> Binder<'a> {
    /// Whether it is nothing but the name of a column, where nothing else may stand.
    pub(super) fn names_column(&self, named: &NamedExpr, input: &Relation) -> bool {
        let name = named.value.as_name().filter(|_| named.names.is_empty());
        name.is_some_and(|name| input.openness != Openness::Closed || input.column(name.as_str()).is_some())
    }

    /// Reports that the name of a column must stand there.
    pub(super) fn column_expected(&self, span: Span) {
        self.error(codes::COLUMN_EXPECTED, span, "Column name expected.");
    }

    /// Columns by plain names and wildcards, in the relation's order for each pattern. A plain name must exist.
    pub(crate) fn select_columns(
        &self,
        patterns: &'a [ast::Expr],
        input: &Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Vec<ResultColumn> {
        let mut selected: Vec<ResultColumn> = Vec::new();
        for pattern in patterns {
            let found = self.matching_columns(pattern, input, scope);
            selected
                .extend(found.into_iter().filter(|c| !selected.iter().any(|s| s.name == c.name)).collect::<Vec<_>>());
        }
        selected
    }

    /// The relation with the undeclared columns of an open table that are named among its own, so that they stay.
    pub(crate) fn listing(
        &self,
        named: impl IntoIterator<Item = &'a ast::Expr>,
        mut input: Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        for name in named.into_iter().filter_map(ast::Expr::as_name) {
            let is_known = input.column(name.as_str()).is_some();
            if is_known || matches!(input.openness, Openness::Closed | Openness::Broken) {
                continue;
            }
            let column = self.column_of(&input, name, Context::row(scope, &input));
            let ty = column.ty;
            let id = self.compute(&mut input, [column])[0];
            input.columns.push(ResultColumn { id, name: name.as_str().into(), ty });
        }
        input
    }

    /// The columns that one name or wildcard means.
    pub(crate) fn matching_columns(
        &self,
        pattern: &'a ast::Expr,
        input: &Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Vec<ResultColumn> {
        match &pattern.kind {
            ast::ExprKind::Star => input.columns.clone(),
            ast::ExprKind::Wildcard(text) => {
                input.columns.iter().filter(|c| matches_wildcard(text, &c.name)).cloned().collect()
            }
            ast::ExprKind::Name(name) => match input.column(name.as_str()) {
                Some(column) => vec![column.clone()],
                None => {
                    if input.openness == Openness::Closed {
                        self.unknown_name(name, Some(input), scope);
                    }
                    Vec::new()
                }
            },
            _ => {
                self.column_expected(pattern.span);
                Vec::new()
            }
        }
    }
}

/// Whether `name` matches a pattern in which `*` stands for any text.
pub(crate) fn matches_wildcard(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}
