//! `search`: rows of several tables that hold a text anywhere. <https://learn.microsoft.com/kusto/query/search-operator>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast::{self, BinaryOp, ExprKind as Syntax, Literal};
use lurcher_syntax::operators::Search;

use super::union::{Leg, leg_name};
use crate::binder::Binder;
use crate::bound::{Expr, ResultColumn};
use crate::codes;
use crate::expressions::Context;
use crate::relation::{Openness, Relation};
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_search(
        &self,
        op: &'a Search,
        input: Option<(Relation, &'a ast::Expr)>,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let case_sensitive = op.params.iter().any(|p| {
            p.name.as_str() == "kind" && p.value.as_name().is_some_and(|name| name.as_str() == "case_sensitive")
        });
        let mut legs: Vec<Leg> = Vec::new();
        let mut missing = Vec::new();
        match input {
            Some((relation, source)) => legs.push(Leg { relation, source: leg_name(source, scope, "search_arg", 0) }),
            None if op.sources.is_empty() => {
                let names = self.env.catalog.stored_table_names();
                let tables = names.into_iter().filter_map(|name| {
                    let relation = self.bind_stored_table(&name, span)?;
                    Some(Leg { relation, source: name })
                });
                legs.extend(tables);
            }
            None => op.sources.iter().for_each(|source| self.bind_legs(source, false, scope, &mut legs, &mut missing)),
        }
        if op.sources.is_empty() && legs.is_empty() {
            self.view_legs(scope, |_| true, span, &mut legs);
        }
        if legs.is_empty() {
            self.error(codes::UNKNOWN_TABLE, span, "The search has no table to look into.");
            return Relation::broken();
        }
        let several = legs.len() > 1;
        let legs = legs.into_iter().map(|Leg { mut relation, source }| {
            // A column that one table lacks is not a mistake where another has it.
            if several && relation.openness == Openness::Closed {
                relation.openness = Openness::Open(ScalarType::String);
            }
            let predicate = self.bind_search_predicate(&op.predicate, case_sensitive, Context::row(scope, &relation));
            Leg { relation: self.filter(relation, predicate), source }
        });
        let legs = legs.collect();
        self.union_of(legs, false, Some("$table"), span)
    }

    /// A condition in which a text alone stands for "any column has it".
    fn bind_search_predicate(&self, expr: &'a ast::Expr, case_sensitive: bool, ctx: Context<'_, 'a>) -> Expr {
        let terms = |terms: &'a [ast::Expr], all: bool| {
            let terms = terms.iter().map(|term| self.bind_search_predicate(term, case_sensitive, ctx)).collect();
            self.logical(terms, expr.span, all)
        };
        match &expr.kind {
            Syntax::And(parts) => terms(parts, true),
            Syntax::Or(parts) => terms(parts, false),
            Syntax::List(parts) if parts.len() == 1 => self.bind_search_predicate(&parts[0], case_sensitive, ctx),
            Syntax::Call { name, args } if name.as_str() == "not" && args.len() == 1 => {
                let inner = self.bind_search_predicate(&args[0].value, case_sensitive, ctx);
                self.negate(inner, expr.span)
            }
            Syntax::Star => Expr::literal(Value::Bool(true), expr.span),
            Syntax::Literal(Literal::String(text)) => {
                let Some(row) = ctx.row else { return self.broken(expr.span) };
                let columns = searched(row).map(|c| self.search_column(row.read(c, expr.span), text, case_sensitive));
                let columns = columns.collect();
                self.logical(columns, expr.span, false)
            }
            // A number alone is looked for as it is spelled.
            Syntax::Literal(Literal::Long(_) | Literal::Int(_) | Literal::Real(_)) => {
                let Some(row) = ctx.row else { return self.broken(expr.span) };
                let number = self.convert(self.bind_expr(expr, ctx), ScalarType::String);
                let text = number.as_literal().and_then(Value::as_str).unwrap_or_default().to_owned();
                let columns = searched(row).map(|c| self.search_column(row.read(c, expr.span), &text, case_sensitive));
                let columns = columns.collect();
                self.logical(columns, expr.span, false)
            }
            Syntax::Binary { op: BinaryOp::Colon, left, right } => match right.as_literal() {
                Some(Literal::String(text)) => {
                    let column = self.bind_expr(left, ctx);
                    self.search_column(column, text, case_sensitive)
                }
                _ => {
                    let (column, value) = (self.bind_expr(left, ctx), self.bind_expr(right, ctx));
                    self.binary(BinaryOp::Equal, column, value, expr.span)
                }
            },
            _ => self.bind_predicate(expr, ctx),
        }
    }

    /// Whether a column has a text: as a term, or at its beginning, end or anywhere where the text has stars.
    fn search_column(&self, column: Expr, text: &str, case_sensitive: bool) -> Expr {
        let span = column.span;
        let column = self.convert(column, ScalarType::String);
        let (op, needle) = pattern(text, case_sensitive);
        let Some(needle) = needle else { return Expr::literal(Value::Bool(true), span) };
        let mut terms = needle.into_iter().map(|part| {
            let part = Expr::literal(Value::String(part.into()), span);
            self.binary(op, column.clone(), part, span)
        });
        match (terms.next(), terms.next()) {
            (Some(only), None) => only,
            (Some(first), Some(second)) => {
                let all = [first, second].into_iter().chain(terms).collect();
                self.logical(all, span, true)
            }
            (None, _) => Expr::literal(Value::Bool(true), span),
        }
    }
}

/// The columns that a text alone is looked for in.
fn searched(row: &Relation) -> impl Iterator<Item = &ResultColumn> {
    row.columns.iter().filter(|c| matches!(c.ty, ScalarType::String | ScalarType::Dynamic))
}

/// The operator and the texts that a search text with stars means; no text at all for `*`.
fn pattern(text: &str, case_sensitive: bool) -> (BinaryOp, Option<Vec<String>>) {
    use BinaryOp::*;
    let pick = |any, exact| if case_sensitive { exact } else { any };
    let inner = text.trim_matches('*');
    if inner.is_empty() {
        return (Contains, None);
    }
    let op = match (text.starts_with('*'), text.ends_with('*')) {
        _ if inner.contains('*') => pick(Contains, ContainsCs),
        (true, true) => pick(Contains, ContainsCs),
        (true, false) => pick(HasSuffix, HasSuffixCs),
        (false, true) => pick(HasPrefix, HasPrefixCs),
        (false, false) => pick(Has, HasCs),
    };
    (op, Some(inner.split('*').map(str::to_owned).collect()))
}
