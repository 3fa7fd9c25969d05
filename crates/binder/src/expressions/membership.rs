//! `in`, `in~`, `has_any`, `has_all` over lists, arrays and tables.

use std::sync::Arc;

use lurcher_diagnostics::Span;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast::{self, BinaryOp, InOp};

use super::{Context, is_null};
use crate::binder::Binder;
use crate::bound::{Expr, ExprKind};
use crate::codes;
use crate::relation::{Openness, Relation};

/// How many rows the right side of `in` may have. <https://learn.microsoft.com/kusto/query/in-operator>
const MAX_TABULAR_VALUES: usize = 1_000_000;

impl<'a> Binder<'a> {
    pub(super) fn bind_in(
        &self,
        op: InOp,
        operand: &'a ast::Expr,
        list: &'a [ast::Expr],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Expr {
        if matches!(operand.kind, ast::ExprKind::Star) {
            let Some(row) = ctx.row.filter(|_| !self.refuses_columns("*", span, ctx)) else { return self.broken(span) };
            let items = self.bind_items(list, ctx);
            let strings = row.columns.iter().filter(|c| c.ty == ScalarType::String);
            let terms = strings.map(|c| self.membership(op, self.read(row, c, span), items.clone(), span)).collect();
            return self.logical(terms, span, !matches!(op, InOp::NotIn | InOp::NotInTilde));
        }
        let operand = self.bind_expr(operand, ctx);
        let items = self.bind_items(list, ctx);
        self.membership(op, operand, items, span)
    }

    fn membership(&self, op: InOp, operand: Expr, items: Items, span: Span) -> Expr {
        let textual = !matches!(op, InOp::In | InOp::NotIn);
        if self.is_broken(&operand) && self.has_failed() {
            return Expr::literal(Value::Null(ScalarType::Bool), span);
        }
        if textual && !matches!(operand.ty, ScalarType::String | ScalarType::Dynamic) {
            let message = "A value of type string or dynamic expected.";
            self.error(codes::TYPE_EXPECTED, operand.span, message);
            return Expr::literal(Value::Null(ScalarType::Bool), span);
        }
        match op {
            InOp::In => self.member(operand, items, false, span),
            InOp::NotIn => self.member(operand, items, true, span),
            InOp::InTilde => self.array_operator("in~", operand, items, span),
            InOp::NotInTilde => {
                let found = self.array_operator("in~", operand, items, span);
                self.negate(found, span)
            }
            InOp::HasAny => self.array_operator("has_any", operand, items, span),
            InOp::HasAll => self.array_operator("has_all", operand, items, span),
        }
    }

    fn bind_items(&self, list: &'a [ast::Expr], ctx: Context<'_, 'a>) -> Items {
        let mut items = Items::default();
        for expr in list {
            if self.is_tabular(expr, ctx.scope) && !self.is_column(expr, ctx) {
                match self.stage_column(expr, ctx.scope, MAX_TABULAR_VALUES) {
                    Some(values) => items.constants.extend(values),
                    None => items.unknown = true,
                }
                continue;
            }
            let bound = self.bind_expr(expr, ctx);
            match bound.as_literal() {
                Some(value) => items.constants.extend(elements(value)),
                None => items.computed.push(bound),
            }
        }
        items
    }

    fn is_column(&self, expr: &ast::Expr, ctx: Context<'_, 'a>) -> bool {
        let has = |row: &Relation, name: &str| row.openness == Openness::Broken || row.column(name).is_some();
        expr.as_name().is_some_and(|name| ctx.row.is_some_and(|row| has(row, name.as_str())))
    }

    /// `operand in (…)`: constants as one set, the rest as comparisons.
    fn member(&self, operand: Expr, items: Items, negated: bool, span: Span) -> Expr {
        let operand = match items.element_type() {
            Some(ty) if operand.ty == ScalarType::Dynamic && ty != ScalarType::Dynamic => self.convert(operand, ty),
            _ => operand,
        };
        let unknown = items.unknown.then(|| Expr::literal(Value::Null(ScalarType::Bool), span));
        let mut terms = Vec::from_iter(unknown);
        for item in items.computed {
            if item.ty == ScalarType::Dynamic {
                let element = self.to_dynamic(operand.clone());
                terms.push(self.call_builtin("set_has_element", vec![item, element], span));
            } else {
                terms.push(self.binary(BinaryOp::Equal, operand.clone(), item, span));
            }
        }
        if terms.is_empty() || !items.constants.is_empty() {
            terms.push(self.constant_member(operand, items.constants, span));
        }
        let found = self.logical(terms, span, false);
        if negated { self.negate(found, span) } else { found }
    }

    fn constant_member(&self, operand: Expr, constants: Vec<Value>, span: Span) -> Expr {
        // Numbers meet at the widest type that stands on either side.
        let numbers = constants.iter().map(Value::ty).filter(|ty| ty.is_numeric());
        let ty = numbers.fold(operand.ty, |widest, ty| widest.common(ty).unwrap_or(widest));
        let operand = self.promote(operand, ty);
        let mut list: Vec<Value> = Vec::with_capacity(constants.len());
        let mut seen = std::collections::HashSet::with_capacity(constants.len());
        for constant in constants {
            let value = self.convert(Expr::literal(constant, span), ty);
            if let Some(value) = value.as_literal().filter(|v| !v.is_null())
                && seen.insert(format!("{value:?}"))
            {
                list.push(value.clone());
            }
        }
        if let Some(value) = operand.as_literal() {
            return Expr::literal(Value::Bool(list.contains(value)), span);
        }
        if list.is_empty() {
            return Expr::literal(Value::Bool(false), span);
        }
        let kind = ExprKind::In { operand: Box::new(operand), list: Arc::new(list), negated: false };
        Expr::new(kind, ScalarType::Bool, span)
    }

    /// An operator whose right side is one dynamic array.
    fn array_operator(&self, sign: &str, operand: Expr, items: Items, span: Span) -> Expr {
        if items.unknown {
            return Expr::literal(Value::Null(ScalarType::Bool), span);
        }
        let operand = match operand.ty {
            ScalarType::String | ScalarType::Dynamic => self.convert(operand, ScalarType::String),
            other => {
                self.wrong_type(operand.span, "string", other);
                return Expr::literal(Value::Null(ScalarType::Bool), span);
            }
        };
        let constants: Vec<Dynamic> = items.constants.iter().map(Dynamic::from_value).collect();
        let constants = Expr::literal(Dynamic::Array(constants).to_value(), span);
        let array = match items.computed.len() {
            0 => constants,
            1 if items.constants.is_empty() && items.computed[0].ty == ScalarType::Dynamic => {
                items.computed.into_iter().next().unwrap_or(constants)
            }
            _ => {
                let computed = self.call_builtin("pack_array", items.computed, span);
                self.call_builtin("array_concat", vec![constants, computed], span)
            }
        };
        self.call_operator(sign, vec![operand, array], span)
    }
}

/// What stands on the right of `in`.
#[derive(Debug, Clone, Default)]
struct Items {
    constants: Vec<Value>,
    computed: Vec<Expr>,
    /// A table that is not read here (`lurcher check`).
    unknown: bool,
}

impl Items {
    fn element_type(&self) -> Option<ScalarType> {
        let types = self.constants.iter().filter(|v| !v.is_null()).map(Value::ty);
        types.chain(self.computed.iter().filter(|e| !is_null(e)).map(|e| e.ty)).next()
    }
}

/// The elements of a constant: an array's, or the constant itself.
fn elements(value: &Value) -> Vec<Value> {
    match value {
        Value::Dynamic(text) => match Dynamic::from_canonical(text) {
            Dynamic::Array(items) => {
                items.iter().map(|item| item.to_scalar().unwrap_or_else(|| item.to_value())).collect()
            }
            _ => vec![value.clone()],
        },
        _ => vec![value.clone()],
    }
}
