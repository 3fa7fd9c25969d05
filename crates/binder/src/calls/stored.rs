//! Calls of functions that the query (`let f = …`) or the workspace defines. The body is bound anew at each call, with
//! the arguments in place of the parameters, so that constants fold away what a call does not need.

use std::rc::Rc;
use std::sync::Arc;

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::StoredFunction;
use lurcher_syntax::ast;

use crate::binder::{Binder, EXPANSION};
use crate::bound::Expr;
use crate::codes;
use crate::expressions::Context;
use crate::relation::Relation;
use crate::scope::{LetFunction, Scope, TabularBinding};

/// What a body gives.
pub(crate) enum Outcome {
    Scalar(Expr),
    Table(Box<Relation>),
}

impl<'a> Binder<'a> {
    /// Calls a `let` function where a scalar is expected.
    pub(crate) fn call_let_scalar(
        &self,
        function: &Rc<LetFunction<'a>>,
        args: &'a [ast::Argument],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Expr {
        let outcome = self.call_let(function, None, args, span, ctx);
        self.scalar_outcome(outcome, &function.name, span)
    }

    /// Calls a stored function where a scalar is expected.
    pub(super) fn call_stored_scalar(
        &self,
        function: &Arc<StoredFunction>,
        args: &'a [ast::Argument],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Expr {
        let outcome = self.call_stored(function, None, args, span, ctx);
        self.scalar_outcome(outcome, &function.name, span)
    }

    fn scalar_outcome(&self, outcome: Option<Outcome>, name: &str, span: Span) -> Expr {
        match outcome {
            Some(Outcome::Scalar(expr)) => Expr { span, ..expr },
            Some(Outcome::Table(_)) => {
                let message = format!("A scalar is expected here, '{name}' gives a table.");
                self.error(codes::SCALAR_EXPECTED, span, message);
                self.broken(span)
            }
            None => self.broken(span),
        }
    }

    /// Calls a `let` function. `first` is what flows into `invoke`.
    pub(crate) fn call_let(
        &self,
        function: &Rc<LetFunction<'a>>,
        first: Option<Rc<TabularBinding<'a>>>,
        args: &'a [ast::Argument],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Option<Outcome> {
        let parameters = self.let_parameters(&function.function.params);
        let arguments = self.bind_arguments(&function.name, &parameters, first, args, span, ctx)?;
        let scope = self.argument_scope(&function.scope, arguments);
        let body = &function.function.body;
        self.bind_body(&body.statements, body.result.as_ref(), scope, span)
    }

    /// Calls a stored function. `first` is what flows into `invoke`.
    pub(crate) fn call_stored(
        &self,
        function: &Arc<StoredFunction>,
        first: Option<Rc<TabularBinding<'a>>>,
        args: &'a [ast::Argument],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Option<Outcome> {
        if let Some(lacks) = &function.lacks {
            let message = format!("{}(): {lacks}", function.name);
            self.report_once_here(Diagnostic::warning(codes::EMPTY_OFFLINE, span, message));
        }
        let parameters = self.stored_parameters(function);
        let arguments = self.bind_arguments(&function.name, &parameters, first, args, span, ctx)?;
        let tree = self.parse_stored(function);
        self.enter_call(&function.name, span, || {
            self.bind_tree(tree, self.argument_scope(&self.root_scope(), arguments), span)
        })?
    }

    /// What a tree of statements gives, the last of which is the result.
    pub(crate) fn bind_tree(&self, tree: &'a ast::Query, scope: Rc<Scope<'a>>, span: Span) -> Option<Outcome> {
        let (result, statements) = match tree.statements.split_last() {
            Some((ast::Statement { kind: ast::StatementKind::Expr(expr), .. }, rest)) => (Some(expr), rest),
            _ => (None, &tree.statements[..]),
        };
        self.bind_body(statements, result, scope, span)
    }

    pub(super) fn bind_body(
        &self,
        statements: &'a [ast::Statement],
        result: Option<&'a ast::Expr>,
        scope: Rc<Scope<'a>>,
        span: Span,
    ) -> Option<Outcome> {
        if !self.may_grow(EXPANSION, span) {
            return None;
        }
        let scope = self.bind_statements(statements, scope);
        let Some(result) = result else {
            self.error(codes::NO_QUERY, span, "The function has no result expression.");
            return None;
        };
        let outcome = match self.is_tabular(result, &scope) {
            true => Outcome::Table(Box::new(self.bind_source(result, &scope))),
            false => Outcome::Scalar(self.bind_expr(result, Context::constant(&scope))),
        };
        Some(outcome)
    }
}
