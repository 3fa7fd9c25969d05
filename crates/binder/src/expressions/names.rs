//! Names: columns first, then what `let` and parameters declare.

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast;

use super::{Calls, Context};
use crate::binder::Binder;
use crate::bound::Expr;
use crate::codes;
use crate::relation::{Openness, Relation};
use crate::scope::Binding;

impl<'a> Binder<'a> {
    pub(super) fn bind_name(&self, name: &'a ast::Name, ctx: Context<'_, 'a>) -> Expr {
        if let Some(expr) = self.find_column(name, ctx) {
            return self.one_of_group(name, expr, ctx);
        }
        match ctx.scope.find(name.as_str()) {
            Some(Binding::Scalar(expr)) if self.may_grow(expr.size(), name.span) => {
                return Expr { span: name.span, ..expr };
            }
            Some(Binding::Scalar(_)) => return self.broken(name.span),
            Some(Binding::Graph(graph, variable)) => return self.bind_graph_variable(name, &graph, variable, ctx),
            Some(Binding::Function(function)) if function.function.params.is_empty() => {
                return self.call_let_scalar(&function, &[], name.span, ctx);
            }
            // A column of that name may be what a mistake has lost.
            Some(_) if ctx.row.is_some_and(|row| row.openness == Openness::Broken) => return self.broken(name.span),
            // A variable for a name that nobody knows is told where it is declared, and may be a scalar as well.
            Some(Binding::Tabular(rows)) if self.is_unknown_table(&rows) => {
                self.read_binding(&rows, name.span);
                return self.broken(name.span);
            }
            Some(
                Binding::Tabular(_)
                | Binding::Function(_)
                | Binding::Pattern(_)
                | Binding::EntityGroup(_)
                | Binding::Entity(_)
                | Binding::Step(_),
            ) => {
                let message = format!("A scalar is expected here, '{}' is not one.", name.as_str());
                self.error(codes::SCALAR_EXPECTED, name.span, message);
                return self.broken(name.span);
            }
            None => {}
        }
        if let Some(expr) = self.open_column(name, ctx) {
            return self.one_of_group(name, expr, ctx);
        }
        self.unknown_name(name, ctx.row, ctx.scope);
        self.broken(name.span)
    }

    /// A column that is read for a whole group of rows, outside of an aggregate, has no one value.
    fn one_of_group(&self, name: &ast::Name, column: Expr, ctx: Context<'_, 'a>) -> Expr {
        if self.refuses_columns(name.as_str(), name.span, ctx) { self.broken(name.span) } else { column }
    }

    /// Reports what reads columns where there is a group of rows and no row: beside aggregates. Says whether it does.
    pub(crate) fn refuses_columns(&self, reader: &str, span: Span, ctx: Context<'_, 'a>) -> bool {
        if !matches!(ctx.calls, Calls::Aggregates(_)) || ctx.row.is_none_or(|row| row.openness == Openness::Broken) {
            return false;
        }
        let message = format!("The name '{reader}' is not an aggregate or scalar function.");
        self.error(codes::NOT_AGGREGATED, span, message);
        true
    }

    /// The column of that name, left side first.
    fn find_column(&self, name: &ast::Name, ctx: Context<'_, 'a>) -> Option<Expr> {
        [ctx.row, ctx.right].into_iter().flatten().find_map(|relation| {
            let column = relation.named(name.as_str())?;
            Some(self.read(relation, column, name.span))
        })
    }

    /// What an undeclared column of an open table, or of the result of a mistake, reads as.
    fn open_column(&self, name: &ast::Name, ctx: Context<'_, 'a>) -> Option<Expr> {
        let open = |relation: &Relation| match &relation.openness {
            Openness::Broken => Some(self.broken(name.span)),
            openness => {
                let ty = openness.ty(name.as_str())?;
                if !openness.declares(name.as_str()) {
                    self.told_by_suffix(name, ty);
                }
                // A type that nobody tells is unknown, and what is unknown must not cause a mistake.
                if ty == ScalarType::Dynamic {
                    self.read_undeclared.set(true);
                }
                Some(Expr::literal(Value::missing(ty), name.span))
            }
        };
        [ctx.row, ctx.right].into_iter().flatten().find_map(open)
    }

    /// A column whose name alone says that it is one may be misspelt.
    fn told_by_suffix(&self, name: &ast::Name, ty: ScalarType) {
        let message = format!("The column '{}' is not known; its ending says that it is a {ty}.", name.as_str());
        self.report_once(Diagnostic::warning(codes::TOLD_BY_SUFFIX, name.span, message));
    }

    /// The column of one particular relation: `$left.name`.
    pub(crate) fn column_of(&self, relation: &Relation, name: &ast::Name, ctx: Context<'_, 'a>) -> Expr {
        let row = Context { row: Some(relation), right: None, ..ctx };
        self.find_column(name, row).or_else(|| self.open_column(name, row)).unwrap_or_else(|| {
            self.unknown_name(name, Some(relation), ctx.scope);
            self.broken(name.span)
        })
    }
}
