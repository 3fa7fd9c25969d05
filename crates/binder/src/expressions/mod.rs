//! Scalar expressions.

mod elements;
mod literals;
mod membership;
mod names;
mod operators;

use std::cell::RefCell;
use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast::{self, ExprKind as Syntax};

pub(crate) use literals::scalar_type;

use crate::binder::Binder;
use crate::bound::{AggregateCall, Expr, WindowCall};
use crate::codes;
use crate::relation::Relation;
use crate::scope::Scope;

/// How deep an expression may nest. Deeper ones would cost every later stage its stack.
const MAX_DEPTH: usize = 1_000;

/// Where an expression stands.
#[derive(Clone, Copy)]
pub(crate) struct Context<'c, 'a> {
    /// The names around it.
    pub scope: &'c Rc<Scope<'a>>,
    /// The rows that it reads; of a join the left ones.
    pub row: Option<&'c Relation>,
    /// The right rows of a join.
    pub right: Option<&'c Relation>,
    /// Which calls beside scalar functions may stand in it.
    pub calls: Calls<'c>,
}

/// Which calls beside scalar functions an expression may have, and where they are collected.
#[derive(Clone, Copy)]
pub(crate) enum Calls<'c> {
    /// None.
    Scalar,
    /// Aggregates.
    Aggregates(&'c RefCell<Vec<AggregateCall>>),
    /// Window functions.
    Windows(&'c RefCell<Vec<WindowCall>>),
}

impl<'c, 'a> Context<'c, 'a> {
    /// An expression over the rows of `row`.
    pub fn row(scope: &'c Rc<Scope<'a>>, row: &'c Relation) -> Self {
        Self { scope, row: Some(row), right: None, calls: Calls::Scalar }
    }

    /// An expression without rows.
    pub fn constant(scope: &'c Rc<Scope<'a>>) -> Self {
        Self { scope, row: None, right: None, calls: Calls::Scalar }
    }

    /// The same place, with other calls allowed.
    pub fn with_calls(self, calls: Calls<'c>) -> Self {
        Self { calls, ..self }
    }
}

impl<'a> Binder<'a> {
    /// Binds a scalar expression. After a mistake, which is reported, the result is a null.
    pub fn bind_expr(&self, expr: &'a ast::Expr, ctx: Context<'_, 'a>) -> Expr {
        let depth = self.depth.get();
        if depth >= MAX_DEPTH {
            self.error(codes::TOO_COMPLEX, expr.span, format!("The expression nests deeper than {MAX_DEPTH} levels"));
            return self.broken(expr.span);
        }
        self.depth.set(depth + 1);
        let bound = stacker::maybe_grow(128 * 1024, 4 * 1024 * 1024, || self.bind_kind(expr, ctx));
        self.depth.set(depth);
        bound
    }

    fn bind_kind(&self, expr: &'a ast::Expr, ctx: Context<'_, 'a>) -> Expr {
        let span = expr.span;
        match &expr.kind {
            Syntax::Literal(literal) => Expr::literal(self.literal_value(literal, span), span).settled(true),
            Syntax::Name(name) => self.bind_name(name, ctx),
            Syntax::Path { .. } | Syntax::Index { .. } => self.bind_element(expr, ctx),
            Syntax::Call { name, args } => self.bind_call(name, args, span, ctx),
            Syntax::Unary { op, operand } => self.bind_unary(*op, operand, span, ctx),
            Syntax::Binary { op, left, right } => self.bind_binary(*op, left, right, span, ctx),
            Syntax::And(terms) => self.bind_logical(terms, span, ctx, true),
            Syntax::Or(terms) => self.bind_logical(terms, span, ctx, false),
            Syntax::In { op, operand, list } => self.bind_in(*op, operand, list, span, ctx),
            Syntax::Between { negated, operand, low, high } => {
                self.bind_between(*negated, operand, low, high, span, ctx)
            }
            Syntax::List(items) if items.len() == 1 => self.bind_expr(&items[0], ctx),
            Syntax::Missing => self.broken(span),
            Syntax::Wildcard(_) | Syntax::Star | Syntax::List(_) | Syntax::TypeOf(_) => {
                self.error(codes::SCALAR_EXPECTED, span, "A scalar expression is expected here.");
                self.broken(span)
            }
            Syntax::ScopedCall { .. }
            | Syntax::Pipe { .. }
            | Syntax::Operator(_)
            | Syntax::Datatable(_)
            | Syntax::ExternalData(_) => {
                self.error(codes::SCALAR_EXPECTED, span, "A scalar expression is expected here, this is tabular.");
                self.broken(span)
            }
        }
    }

    /// The expression as that type, a dynamic converted and a narrower number promoted, or a report that it is not.
    pub fn expect_type(&self, bound: Expr, ty: ScalarType) -> Expr {
        if bound.ty == ty || bound.ty.promotes_to(ty) {
            return self.promote(bound, ty);
        }
        if bound.ty == ScalarType::Dynamic || is_null(&bound) {
            return self.convert(bound, ty);
        }
        self.wrong_type(bound.span, ty.name(), bound.ty);
        Expr::literal(Value::missing(ty), bound.span)
    }

    /// Binds a condition.
    pub fn bind_predicate(&self, expr: &'a ast::Expr, ctx: Context<'_, 'a>) -> Expr {
        self.predicate(self.bind_expr(expr, ctx))
    }

    /// Binds what an `and` or an `or` stands beside: a condition, or a dynamic.
    pub fn bind_operand(&self, expr: &'a ast::Expr, ctx: Context<'_, 'a>) -> Expr {
        let bound = self.bind_expr(expr, ctx);
        if bound.ty == ScalarType::Dynamic { self.as_condition(bound) } else { self.predicate(bound) }
    }

    /// The expression as a condition, or a report that it is none.
    fn predicate(&self, bound: Expr) -> Expr {
        if bound.ty == ScalarType::Bool || self.is_broken(&bound) {
            return self.as_condition(bound);
        }
        self.wrong_type(bound.span, "bool", bound.ty);
        Expr::literal(Value::Bool(true), bound.span)
    }

    /// A bool, or a dynamic as one.
    fn as_condition(&self, bound: Expr) -> Expr {
        match bound.ty {
            ScalarType::Bool => bound,
            ScalarType::Dynamic => self.convert(bound, ScalarType::Bool),
            _ => Expr::literal(Value::Bool(true), bound.span),
        }
    }

    /// Binds an expression that must fold to a constant.
    pub fn bind_constant(&self, expr: &'a ast::Expr, scope: &Rc<Scope<'a>>) -> Option<Value> {
        let mark = self.mark();
        let bound = self.bind_expr(expr, Context::constant(scope));
        match bound.as_literal() {
            Some(value) if !self.failed_since(mark) => Some(value.clone()),
            Some(_) => None,
            None => {
                self.constant_expected(expr.span);
                None
            }
        }
    }

    /// Binds a count of rows. `None` after a mistake, or where a stage that is not run would say it.
    pub fn bind_count(&self, expr: &'a ast::Expr, scope: &Rc<Scope<'a>>) -> Option<u64> {
        let value = self.bind_constant(expr, scope)?;
        match value {
            Value::Int(_) | Value::Long(_) => match value.as_i64().and_then(|n| u64::try_from(n).ok()) {
                Some(count) => Some(count),
                None => {
                    self.error(codes::INTEGER_EXPECTED, expr.span, "The number of rows must not be negative.");
                    None
                }
            },
            // Of the answer of a stage that is not run nothing follows.
            Value::Null(ScalarType::Int | ScalarType::Long) if self.unknown_stage.get() => None,
            Value::Null(ScalarType::Int | ScalarType::Long) => {
                self.error(codes::INTEGER_EXPECTED, expr.span, "The number of rows must not be null.");
                None
            }
            unknown if self.is_broken(&Expr::literal(unknown.clone(), expr.span)) => None,
            _ => {
                self.error(codes::INTEGER_EXPECTED, expr.span, "The expression value must be an integer.");
                None
            }
        }
    }

    /// What stands for an expression after a mistake that was reported: a dynamic null fits almost everywhere.
    pub fn broken(&self, span: Span) -> Expr {
        Expr::literal(Value::Null(ScalarType::Dynamic), span)
    }
}

/// Whether the expression is a null of any type (a dynamic null fits every type).
pub(crate) fn is_null(expr: &Expr) -> bool {
    expr.as_literal().is_some_and(Value::is_null)
}
