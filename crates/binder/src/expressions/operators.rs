//! Infix operators.

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionKind, ScalarType, Value};
use lurcher_syntax::ast::{self, BinaryOp, UnaryOp};

use super::{Context, is_null};
use crate::binder::Binder;
use crate::bound::{Expr, ExprKind};
use crate::codes;

/// The positive operator of a negated one.
fn positive(op: BinaryOp) -> Option<BinaryOp> {
    use BinaryOp::*;
    Some(match op {
        NotEqualTilde => EqualTilde,
        NotHas => Has,
        NotHasCs => HasCs,
        NotHasPrefix => HasPrefix,
        NotHasPrefixCs => HasPrefixCs,
        NotHasSuffix => HasSuffix,
        NotHasSuffixCs => HasSuffixCs,
        NotContains => Contains,
        NotContainsCs => ContainsCs,
        NotStartsWith => StartsWith,
        NotStartsWithCs => StartsWithCs,
        NotEndsWith => EndsWith,
        NotEndsWithCs => EndsWithCs,
        NotLike => Like,
        NotLikeCs => LikeCs,
        _ => return None,
    })
}

fn is_equality(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Equal | BinaryOp::NotEqual)
}

/// Whether a constant text is the spelling of a datetime or timespan.
fn spells(binder: &Binder<'_>, text: &Expr, ty: ScalarType) -> bool {
    let time = matches!(ty, ScalarType::DateTime | ScalarType::TimeSpan);
    let constant = text.as_literal().is_some_and(|value| value.as_str().is_some());
    time && constant && !is_null(&binder.convert(text.clone(), ty))
}

fn is_comparison(op: BinaryOp) -> bool {
    use BinaryOp::*;
    matches!(op, Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual)
}

impl<'a> Binder<'a> {
    pub(super) fn bind_unary(&self, op: UnaryOp, operand: &'a ast::Expr, span: Span, ctx: Context<'_, 'a>) -> Expr {
        let operand = self.bind_expr(operand, ctx);
        match op {
            UnaryOp::Plus => Expr { span, ..operand },
            UnaryOp::Minus => match operand.as_literal() {
                Some(Value::Long(i)) => Expr::literal(Value::Long(i.wrapping_neg()), span),
                Some(Value::Real(r)) => Expr::literal(Value::Real(-r), span),
                Some(Value::TimeSpan(t)) => Expr::literal(Value::TimeSpan(t.wrapping_neg()), span),
                _ => self.call_operator("unary -", vec![operand], span),
            },
        }
    }

    pub(super) fn bind_binary(
        &self,
        op: BinaryOp,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Expr {
        if matches!(left.kind, ast::ExprKind::Star) {
            return self.bind_any_column(op, right, span, ctx);
        }
        let left = self.bind_expr(left, ctx);
        let right = self.bind_expr(right, ctx);
        self.binary(op, left, right, span)
    }

    /// `left op right` of bound operands.
    pub(crate) fn binary(&self, op: BinaryOp, left: Expr, right: Expr, span: Span) -> Expr {
        if let Some(positive) = positive(op) {
            let call = self.binary(positive, left, right, span);
            return self.negate(call, span);
        }
        if is_comparison(op) {
            return self.compare(op, left, right, span);
        }
        let sign = if op == BinaryOp::Colon { BinaryOp::Has.text() } else { op.text() };
        self.call_operator(sign, vec![left, right], span)
    }

    /// A comparison: both operands get one type.
    fn compare(&self, op: BinaryOp, left: Expr, right: Expr, span: Span) -> Expr {
        let (l, r) = (left.ty, right.ty);
        let (left, right) = match l.common(r) {
            Some(ScalarType::Dynamic) if !is_null(&left) && !is_null(&right) => {
                let message = "Cannot compare values of types dynamic and dynamic. Try adding explicit casts";
                self.error(codes::OPERATOR_NOT_DEFINED, span, message);
                return Expr::literal(Value::Null(ScalarType::Bool), span);
            }
            Some(common) => (self.promote(left, common), self.promote(right, common)),
            None if is_null(&left) => (self.convert(left, r), right),
            None if is_null(&right) => (left, self.convert(right, l)),
            None if l == ScalarType::Dynamic => (self.convert(left, r), right),
            None if r == ScalarType::Dynamic => (left, self.convert(right, l)),
            None if l == ScalarType::Bool && r.is_numeric() => (self.to_number(left, r), right),
            None if r == ScalarType::Bool && l.is_numeric() => {
                let right = self.to_number(right, l);
                (left, right)
            }
            // As Sentinel's own rules have it: `ResultType == 0` over a string column, `EventID == "4625"` over a number.
            None if is_equality(op) && l == ScalarType::String && r.is_numeric() => (left, self.convert(right, l)),
            None if is_equality(op) && r == ScalarType::String && l.is_numeric() => match right.as_literal() {
                Some(_) => (left, self.convert(right, l)),
                None => (self.convert(left, r), right),
            },
            // A constant text that spells a time is that time.
            None if spells(self, &left, r) => (self.convert(left, r), right),
            None if spells(self, &right, l) => {
                let right = self.convert(right, l);
                (left, right)
            }
            None => {
                let message = format!("Cannot compare values of types {l} and {r}. Try adding explicit casts");
                self.error(codes::OPERATOR_NOT_DEFINED, span, message);
                return Expr::literal(Value::Null(ScalarType::Bool), span);
            }
        };
        self.call_operator(op.text(), vec![left, right], span)
    }

    fn to_number(&self, expr: Expr, ty: ScalarType) -> Expr {
        self.convert(expr, ty)
    }

    /// `not(expr)`, folded and without double negation.
    pub(crate) fn negate(&self, expr: Expr, span: Span) -> Expr {
        match expr.kind {
            ExprKind::In { operand, list, negated } => {
                Expr { kind: ExprKind::In { operand, list, negated: !negated }, ty: ScalarType::Bool, span }
            }
            _ => self.call_builtin("not", vec![expr], span),
        }
    }

    pub(super) fn bind_logical(
        &self,
        terms: &'a [ast::Expr],
        span: Span,
        ctx: Context<'_, 'a>,
        conjunction: bool,
    ) -> Expr {
        let terms = terms.iter().map(|term| self.bind_predicate(term, ctx)).collect();
        self.logical(terms, span, conjunction)
    }

    /// `and` or `or` of bound conditions, folded: a term that decides wins, one that cannot matter is dropped.
    pub(crate) fn logical(&self, terms: Vec<Expr>, span: Span, conjunction: bool) -> Expr {
        let decides = Value::Bool(!conjunction);
        let neutral = Value::Bool(conjunction);
        if terms.iter().any(|t| t.as_literal() == Some(&decides)) {
            return Expr::literal(decides, span);
        }
        let mut kept: Vec<Expr> = terms.into_iter().filter(|t| t.as_literal() != Some(&neutral)).collect();
        match kept.len() {
            0 => Expr::literal(neutral, span),
            1 => kept.remove(0),
            _ if kept.iter().all(is_null) => kept.remove(0),
            _ => {
                let kind = if conjunction { ExprKind::And(kept) } else { ExprKind::Or(kept) };
                Expr { kind, ty: ScalarType::Bool, span }
            }
        }
    }

    pub(super) fn bind_between(
        &self,
        negated: bool,
        operand: &'a ast::Expr,
        low: &'a ast::Expr,
        high: &'a ast::Expr,
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Expr {
        let operand = self.bind_expr(operand, ctx);
        let low = self.bind_expr(low, ctx);
        let mut high = self.bind_expr(high, ctx);
        if high.ty == ScalarType::TimeSpan && low.ty == ScalarType::DateTime {
            let span = high.span;
            high = self.call_operator("+", vec![low.clone(), high], span);
        }
        let (first, second) = match negated {
            false => (BinaryOp::GreaterOrEqual, BinaryOp::LessOrEqual),
            true => (BinaryOp::Less, BinaryOp::Greater),
        };
        let terms = vec![self.binary(first, operand.clone(), low, span), self.binary(second, operand, high, span)];
        self.logical(terms, span, !negated)
    }

    /// `* has "x"`: any string column.
    fn bind_any_column(&self, op: BinaryOp, right: &'a ast::Expr, span: Span, ctx: Context<'_, 'a>) -> Expr {
        let Some(row) = ctx.row else { return self.broken(span) };
        let right = self.bind_expr(right, ctx);
        let comparable = |ty: ScalarType| match right.ty {
            ScalarType::String => matches!(ty, ScalarType::String | ScalarType::Dynamic),
            other => other == ty,
        };
        let terms = row.columns.iter().filter(|c| comparable(c.ty)).map(|c| {
            let left = row.read(c, span);
            let left = if left.ty == right.ty { left } else { self.convert(left, right.ty) };
            self.binary(op, left, right.clone(), span)
        });
        let terms = terms.collect();
        self.logical(terms, span, false)
    }

    /// A call of an infix operator by its sign.
    pub(crate) fn call_operator(&self, sign: &str, args: Vec<Expr>, span: Span) -> Expr {
        match self.env.functions.find(FunctionKind::Operator, sign) {
            Some(function) => self.call_function(function, args, span),
            None => {
                self.not_implemented(span, &format!("The operator '{sign}'"));
                self.broken(span)
            }
        }
    }
}
