//! Infix operators.

use lurcher_diagnostics::Span;
use lurcher_symbols::ParameterType::{Exact, Number, SameAs, Summable};
use lurcher_symbols::{FunctionKind, Parameter, ResultType, ScalarType, Signature, Value};
use lurcher_syntax::ast::{self, BinaryOp, ExprKind as Syntax, UnaryOp};

use super::{Context, is_null};
use crate::binder::Binder;
use crate::bound::{Expr, ExprKind};
use crate::calls::{Arg, Callee};
use crate::codes;

/// A signature of `between`.
macro_rules! range_of {
    ($value:expr, $low:expr, $high:expr) => {
        Signature {
            parameters: &[Parameter::new("value", $value), Parameter::new("start", $low), Parameter::new("end", $high)],
            result: ResultType::Exact(ScalarType::Bool),
        }
    };
}

/// What `between` takes.
const BETWEEN: &[Signature] = &[
    range_of!(Number, Number, Number),
    range_of!(Summable, SameAs(0), SameAs(0)),
    range_of!(Exact(ScalarType::DateTime), Exact(ScalarType::DateTime), Exact(ScalarType::TimeSpan)),
    range_of!(Number, Exact(ScalarType::Dynamic), SameAs(1)),
    range_of!(Exact(ScalarType::Dynamic), Number, SameAs(1)),
];

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

/// Whether a constant text spells a value of that type: a point or a span of time, and where values are tested for
/// equality a bool or a guid.
fn spells(binder: &Binder<'_>, text: &Expr, ty: ScalarType, op: BinaryOp) -> bool {
    let spelled = match ty {
        ScalarType::DateTime | ScalarType::TimeSpan => true,
        ScalarType::Bool | ScalarType::Guid => is_equality(op),
        _ => false,
    };
    let constant = text.as_literal().is_some_and(|value| value.as_str().is_some());
    spelled && constant && !is_null(&binder.convert(text.clone(), ty))
}

/// Whether an expression is constant by its words alone: a literal, a `let` constant, or a call of such.
fn names_no_column(expr: &ast::Expr, ctx: Context<'_, '_>) -> bool {
    match &expr.kind {
        Syntax::Literal(_) => true,
        Syntax::Name(name) => ctx.row.is_none_or(|row| row.column(name.as_str()).is_none()),
        Syntax::Unary { operand, .. } => names_no_column(operand, ctx),
        Syntax::Call { args, .. } => args.iter().all(|arg| names_no_column(&arg.value, ctx)),
        _ => false,
    }
}

fn is_condition(ty: ScalarType) -> bool {
    matches!(ty, ScalarType::Bool | ScalarType::Dynamic)
}

/// Whether the operator looks for a part of a text.
fn finds_text(op: BinaryOp) -> bool {
    !is_comparison(op) && op != BinaryOp::EqualTilde && positive(op).is_none()
}

fn is_comparison(op: BinaryOp) -> bool {
    use BinaryOp::*;
    matches!(op, Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual)
}

impl<'a> Binder<'a> {
    pub(super) fn bind_unary(&self, op: UnaryOp, operand: &'a ast::Expr, span: Span, ctx: Context<'_, 'a>) -> Expr {
        // An int that the query's text gives stays one; that of a column becomes a long, whether its value is known or not.
        let is_written = names_no_column(operand, ctx);
        let operand = self.bind_expr(operand, ctx);
        let sign = Span { end: span.start + 1, ..span };
        let literal = |value| Expr::literal(value, span).settled(operand.is_settled);
        match (op, operand.as_literal()) {
            (UnaryOp::Minus, Some(Value::Int(i))) if is_written => literal(Value::Int(i.wrapping_neg())),
            (UnaryOp::Minus, Some(null @ Value::Null(ScalarType::Int))) if is_written => literal(null.clone()),
            (UnaryOp::Minus, Some(Value::Long(i))) => literal(Value::Long(i.wrapping_neg())),
            (UnaryOp::Minus, Some(Value::Real(r))) => literal(Value::Real(-r)),
            (UnaryOp::Minus, Some(Value::TimeSpan(t))) => literal(Value::TimeSpan(t.wrapping_neg())),
            (UnaryOp::Minus, _) => match self.env.functions.find(FunctionKind::Operator, "unary -") {
                Some(function) => {
                    self.call_with(function, &Callee::operator("-", sign), vec![Arg::Value(operand)], span)
                }
                None => self.broken(span),
            },
            (UnaryOp::Plus, Some(Value::Int(_) | Value::Null(ScalarType::Int))) if is_written => {
                Expr { span, ..operand }
            }
            (UnaryOp::Plus, _) => {
                if !self.is_broken(&operand) && !operand.ty.is_summable() && operand.ty != ScalarType::Dynamic {
                    self.undefined_operator(&Callee::operator("+", sign), &[operand.ty]);
                    return self.broken(span);
                }
                let wider = if operand.ty == ScalarType::Int { ScalarType::Long } else { operand.ty };
                Expr { span, ..self.promote(operand, wider) }
            }
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
        self.call_infix(sign, left, right, span)
    }

    /// A comparison: both operands get one type.
    fn compare(&self, op: BinaryOp, left: Expr, right: Expr, span: Span) -> Expr {
        let (l, r) = (left.ty, right.ty);
        let (left, right) = match l.common(r) {
            Some(ScalarType::Dynamic) if !is_null(&left) && !is_null(&right) => {
                return self.incomparable(op, &left, &right, span);
            }
            Some(common) => (self.promote(left, common), self.promote(right, common)),
            None if self.is_broken(&left) => (self.convert(left, r), right),
            None if self.is_broken(&right) => (left, self.convert(right, l)),
            None if l == ScalarType::Dynamic && (is_equality(op) || r.is_numeric()) => (self.convert(left, r), right),
            None if r == ScalarType::Dynamic && (is_equality(op) || l.is_numeric()) => (left, self.convert(right, l)),
            None if l == ScalarType::Bool && r.is_numeric() => (self.convert(left, r), right),
            None if r == ScalarType::Bool && l.is_numeric() => {
                let right = self.convert(right, l);
                (left, right)
            }
            // As Sentinel's own rules have it: `ResultType == 0` over a string column, `EventID == "4625"` over a
            // number.
            None if is_equality(op) && l == ScalarType::String && r.is_numeric() => (left, self.convert(right, l)),
            None if is_equality(op) && r == ScalarType::String && l.is_numeric() => match right.as_literal() {
                Some(_) => (left, self.convert(right, l)),
                None => (self.convert(left, r), right),
            },
            // `Action == true` over a column of texts, `IsBillable == "true"` over one of truth values.
            None if is_equality(op) && l == ScalarType::String && r == ScalarType::Bool => {
                (self.convert(left, r), right)
            }
            None if is_equality(op) && r == ScalarType::String && l == ScalarType::Bool => {
                let right = self.convert(right, l);
                (left, right)
            }
            // A constant text that spells a value of the other type is that value.
            None if spells(self, &left, r, op) => (self.convert(left, r), right),
            None if spells(self, &right, l, op) => {
                let right = self.convert(right, l);
                (left, right)
            }
            None => return self.incomparable(op, &left, &right, span),
        };
        self.call_operator(op.text(), vec![left, right], span)
    }

    /// Reports a comparison of values that do not compare. The library takes any two types for an equality, the engine
    /// does not.
    fn incomparable(&self, op: BinaryOp, left: &Expr, right: &Expr, span: Span) -> Expr {
        let callee = Callee::infix(op.text(), left.span, right.span, span);
        match (left.ty, right.ty) {
            (ScalarType::Dynamic, ScalarType::Dynamic) => {
                let message = "Cannot compare dynamic values without explicit cast";
                self.error(codes::DYNAMIC_COMPARISON, span, message);
            }
            (l, r) if is_equality(op) => {
                let message = format!("Cannot compare values of types {l} and {r}. Try adding explicit casts");
                self.error(codes::INCOMPARABLE, span, message);
            }
            (l, r) => self.undefined_operator(&callee, &[l, r]),
        }
        Expr::literal(Value::Null(ScalarType::Bool), span)
    }

    /// `not(expr)`, folded and without double negation.
    pub(crate) fn negate(&self, expr: Expr, span: Span) -> Expr {
        match expr.kind {
            ExprKind::In { operand, list, negated } => {
                Expr::new(ExprKind::In { operand, list, negated: !negated }, ScalarType::Bool, span)
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
        let sign = if conjunction { "and" } else { "or" };
        let mut bound: Vec<Expr> = Vec::with_capacity(terms.len());
        for term in terms {
            let term = self.bind_expr(term, ctx);
            if let Some(before) = bound.last() {
                // What stands on the left is a bool, once it has an operator.
                let left = if bound.len() == 1 { before.ty } else { ScalarType::Bool };
                let told = self.is_broken(before) || self.is_broken(&term);
                if !told && (!is_condition(left) || !is_condition(term.ty)) {
                    self.undefined_operator(&Callee::infix(sign, before.span, term.span, span), &[left, term.ty]);
                }
            }
            bound.push(term);
        }
        let terms = bound.into_iter().map(|term| self.as_condition(term)).collect();
        self.logical(terms, span, conjunction)
    }

    /// `and` or `or` of bound conditions, folded: a term that decides wins, one that cannot matter is dropped.
    pub(crate) fn logical(&self, terms: Vec<Expr>, span: Span, conjunction: bool) -> Expr {
        let decides = Value::Bool(!conjunction);
        let neutral = Value::Bool(conjunction);
        let mut deciding = terms.iter().filter(|t| t.as_literal() == Some(&decides)).peekable();
        if deciding.peek().is_some() {
            let is_settled = deciding.any(|term| term.is_settled);
            return Expr::literal(decides, span).settled(is_settled);
        }
        let is_settled = terms.iter().all(|term| term.is_settled);
        let mut kept: Vec<Expr> = terms.into_iter().filter(|t| t.as_literal() != Some(&neutral)).collect();
        match kept.len() {
            0 => Expr::literal(neutral, span).settled(is_settled),
            1 => kept.remove(0).settled(is_settled),
            _ if kept.iter().all(is_null) => kept.remove(0),
            _ => {
                let kind = if conjunction { ExprKind::And(kept) } else { ExprKind::Or(kept) };
                Expr::new(kind, ScalarType::Bool, span)
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
        let mut operand = self.bind_expr(operand, ctx);
        let low = self.bind_expr(low, ctx);
        let mut high = self.bind_expr(high, ctx);
        // What nobody knows is of the type that it is held against.
        if self.is_broken(&operand) {
            operand = self.convert(operand, low.ty);
        }
        let sign = if negated { "!between" } else { "between" };
        let callee = Callee::infix(sign, operand.span, low.span, span).by_operand();
        let args: Vec<Arg> = [&operand, &low, &high].into_iter().cloned().map(Arg::Value).collect();
        if self.choose(BETWEEN, &callee, &args).is_none() {
            return Expr::literal(Value::Null(ScalarType::Bool), span);
        }
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

    /// `* has "x"`: any column, as `tostring()` shows it. `* == x`: any column of the type of x, and `* !has "x"` any
    /// that holds text.
    pub(crate) fn bind_any_column(&self, op: BinaryOp, right: &'a ast::Expr, span: Span, ctx: Context<'_, 'a>) -> Expr {
        let Some(row) = ctx.row.filter(|_| !self.refuses_columns("*", span, ctx)) else { return self.broken(span) };
        let right = self.bind_expr(right, ctx);
        let comparable = |ty: ScalarType| match right.ty {
            ScalarType::String if finds_text(op) => true,
            ScalarType::String => matches!(ty, ScalarType::String | ScalarType::Dynamic),
            other => other == ty || other.is_numeric() && ty.is_numeric(),
        };
        let terms = row.columns.iter().filter(|c| comparable(c.ty)).map(|c| {
            let left = self.read(row, c, span);
            let left = if right.ty == ScalarType::String { self.convert(left, right.ty) } else { left };
            self.binary(op, left, right.clone(), span)
        });
        let terms = terms.collect();
        self.logical(terms, span, false)
    }

    fn call_infix(&self, sign: &str, left: Expr, right: Expr, span: Span) -> Expr {
        let Some(function) = self.env.functions.find(FunctionKind::Operator, sign) else {
            self.not_implemented(span, &format!("The operator '{sign}'"));
            return self.broken(span);
        };
        // Of operands that nobody knows comes a number, or a span of time: to choose one would cause errors that are
        // none.
        if matches!(sign, "+" | "-" | "*" | "/" | "%") && self.is_broken(&left) && self.is_broken(&right) {
            return self.broken(span);
        }
        let callee = Callee::infix(sign, left.span, right.span, span);
        self.call_with(function, &callee, vec![Arg::Value(left), Arg::Value(right)], span)
    }

    /// A call of an operator by its sign.
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
