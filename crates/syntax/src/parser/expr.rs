//! Operators of expressions by precedence.
//!
//! From the loosest to the tightest: `or`; `and`; `==`, `in`, `between`; `<`; `+`; `*`; the string operators; signs.
//! Comparisons and string operators do not chain: `a == b == c` is no expression.

use nom::combinator::cut;
use nom::sequence::separated_pair;

use super::combine::{committed, parens, symbol};
use super::fault::PResult;
use super::input::In;
use super::pipe::pipe;
use super::primary::postfix;
use crate::ast::{BinaryOp, Expr, ExprKind, InOp, UnaryOp};
use crate::lexer::TokenKind;

/// How tightly an operator binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Or,
    And,
    Equality,
    Relational,
    Additive,
    Multiplicative,
    String,
    /// With a sign.
    Operand,
    /// With members and indexes.
    Postfix,
}

impl Level {
    /// The next tighter one.
    pub fn tighter(self) -> Self {
        match self {
            Self::Or => Self::And,
            Self::And => Self::Equality,
            Self::Equality => Self::Relational,
            Self::Relational => Self::Additive,
            Self::Additive => Self::Multiplicative,
            Self::Multiplicative => Self::String,
            Self::String => Self::Operand,
            Self::Operand | Self::Postfix => Self::Postfix,
        }
    }

    /// Whether `a op b op c` is `(a op b) op c`; otherwise it is nothing.
    pub fn chains(self) -> bool {
        matches!(self, Self::Or | Self::And | Self::Additive | Self::Multiplicative)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Infix {
    Or,
    And,
    Binary(BinaryOp),
    In(InOp),
    Between { negated: bool },
}

impl Infix {
    fn level(self) -> Level {
        match self {
            Self::Or => Level::Or,
            Self::And => Level::And,
            Self::In(_) | Self::Between { .. } => Level::Equality,
            Self::Binary(op) => op.level(),
        }
    }
}

impl BinaryOp {
    pub(crate) fn level(self) -> Level {
        match self {
            Self::Equal | Self::NotEqual => Level::Equality,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => Level::Relational,
            Self::Add | Self::Subtract => Level::Additive,
            Self::Multiply | Self::Divide | Self::Modulo => Level::Multiplicative,
            Self::EqualTilde
            | Self::NotEqualTilde
            | Self::Has
            | Self::NotHas
            | Self::HasCs
            | Self::NotHasCs
            | Self::HasPrefix
            | Self::NotHasPrefix
            | Self::HasPrefixCs
            | Self::NotHasPrefixCs
            | Self::HasSuffix
            | Self::NotHasSuffix
            | Self::HasSuffixCs
            | Self::NotHasSuffixCs
            | Self::Contains
            | Self::NotContains
            | Self::ContainsCs
            | Self::NotContainsCs
            | Self::StartsWith
            | Self::NotStartsWith
            | Self::StartsWithCs
            | Self::NotStartsWithCs
            | Self::EndsWith
            | Self::NotEndsWith
            | Self::EndsWithCs
            | Self::NotEndsWithCs
            | Self::Like
            | Self::NotLike
            | Self::LikeCs
            | Self::NotLikeCs
            | Self::MatchesRegex
            | Self::Colon => Level::String,
        }
    }
}

/// The infix operator that comes next. One that is two words away from an operand never comes first, so nothing is
/// tried in vain.
fn infix(i: In<'_>) -> Option<Infix> {
    let token = i.first();
    if !matches!(token.kind, Some(TokenKind::Word | TokenKind::Symbol)) {
        return None;
    }
    Some(match token.text {
        "," | ")" | "|" | "]" | ";" => return None,
        "or" => Infix::Or,
        "and" => Infix::And,
        "between" => Infix::Between { negated: false },
        "!between" => Infix::Between { negated: true },
        // `make-series … on t in range(…)`
        "in" if i.nth(1).is_word("range") => return None,
        text => match InOp::from_text(text) {
            Some(op) => Infix::In(op),
            None => Infix::Binary(BinaryOp::from_text(text)?),
        },
    })
}

/// Whether what comes next compares, so that a `*` before it stands for all columns.
pub(crate) fn at_comparison(i: In<'_>) -> bool {
    match infix(i) {
        Some(Infix::Binary(op)) => op == BinaryOp::Equal || op.level() == Level::String,
        _ => false,
    }
}

/// An expression without pipes.
pub(crate) fn expr(i: In<'_>) -> PResult<'_, Expr> {
    binary(i, Level::Or)
}

/// Operands joined by operators that bind at least as tightly as `loosest`.
fn binary(i: In<'_>, loosest: Level) -> PResult<'_, Expr> {
    let (mut i, mut left) = operand(i)?;
    // What the next operator may be: after `a == b` only something looser.
    let mut tightest = Level::Operand;
    // The operator whose operands `left` is still collecting, when that is `and` or `or`.
    let mut collecting = None;
    while let Some(op) = infix(i) {
        let level = op.level();
        if level < loosest || level > tightest || (level == tightest && !level.chains()) {
            break;
        }
        let (after, node) = apply(i.skip(1), op, left, collecting)?;
        (i, left) = (after, node);
        tightest = level;
        collecting = matches!(op, Infix::And | Infix::Or).then_some(op);
    }
    Ok((i, left))
}

/// `left op …`, from after the operator.
fn apply(i: In<'_>, op: Infix, left: Expr, collecting: Option<Infix>) -> PResult<'_, Expr> {
    let start = left.span;
    match op {
        Infix::And | Infix::Or => {
            let (i, right) = binary(i, op.level().tighter()).map_err(committed)?;
            let span = start.to(right.span);
            let mut left = left;
            let items = match &mut left.kind {
                ExprKind::And(items) | ExprKind::Or(items) if collecting == Some(op) => {
                    let mut items = std::mem::take(items);
                    items.push(right);
                    items
                }
                _ => vec![left, right],
            };
            let kind = if op == Infix::And { ExprKind::And(items) } else { ExprKind::Or(items) };
            Ok((i, Expr::new(kind, span)))
        }
        Infix::Binary(op) => {
            let (i, right) = binary(i, op.level().tighter()).map_err(committed)?;
            let span = start.to(right.span);
            Ok((i, Expr::new(ExprKind::Binary { op, left: Box::new(left), right: Box::new(right) }, span)))
        }
        Infix::In(op) => {
            let (after, list) = parens(in_list)(i).map_err(committed)?;
            let span = start.to(i.span_to(after));
            Ok((after, Expr::new(ExprKind::In { op, operand: Box::new(left), list }, span)))
        }
        Infix::Between { negated } => {
            let bounds = separated_pair(expr, cut(symbol("..")), cut(expr));
            let (after, (low, high)) = parens(bounds)(i).map_err(committed)?;
            let span = start.to(i.span_to(after));
            let (operand, low, high) = (Box::new(left), Box::new(low), Box::new(high));
            Ok((after, Expr::new(ExprKind::Between { negated, operand, low, high }, span)))
        }
    }
}

/// What stands in the parentheses after `in`: one query, or expressions.
fn in_list(i: In<'_>) -> PResult<'_, Vec<Expr>> {
    let (mut i, first) = pipe(i)?;
    let mut items = vec![first];
    while i.at_symbol(",") {
        let (after, item) = expr(i.skip(1)).map_err(committed)?;
        items.push(item);
        i = after;
    }
    Ok((i, items))
}

/// An operand with its sign.
fn operand(i: In<'_>) -> PResult<'_, Expr> {
    let op = match i.first() {
        token if token.kind != Some(TokenKind::Symbol) => return postfix(i),
        token => match token.text {
            "-" => UnaryOp::Minus,
            "+" => UnaryOp::Plus,
            "*" if at_comparison(i.skip(1)) => return Ok((i.skip(1), Expr::new(ExprKind::Star, token.span))),
            _ => return postfix(i),
        },
    };
    let (after, operand) = postfix(i.skip(1)).map_err(committed)?;
    Ok((after, signed(op, operand, i.span_to(after))))
}

/// A sign and what it stands before.
pub(crate) fn signed(op: UnaryOp, operand: Expr, span: lurcher_diagnostics::Span) -> Expr {
    Expr::new(ExprKind::Unary { op, operand: Box::new(operand) }, span)
}
