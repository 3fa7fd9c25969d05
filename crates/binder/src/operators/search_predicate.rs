//! What `search` and `find` look for in several tables: a condition in which a text alone stands for "any column has
//! it". <https://learn.microsoft.com/kusto/query/search-operator>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast::{self, BinaryOp, ExprKind as Syntax, Literal};

use super::union::Leg;
use crate::binder::Binder;
use crate::bound::{Expr, ResultColumn};
use crate::expressions::Context;
use crate::relation::Relation;
use crate::scope::{Binding, Scope};

/// Where a part of a condition stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// It is the whole condition.
    Alone,
    /// Beside an `and` or an `or`.
    Operand,
}

/// What a condition reads.
#[derive(Debug, Default)]
pub(super) struct Mentioned<'a> {
    /// The names in it, in the order of the text, each once.
    pub names: Vec<&'a ast::Name>,
    /// Whether it reads whatever columns a table has: `"term"`, `* has "term"`.
    pub everywhere: bool,
}

impl<'a> Mentioned<'a> {
    /// The names that are columns of the legs.
    pub fn columns(&self, legs: &[Leg]) -> Vec<&'a str> {
        let names = self.names.iter().map(|name| name.as_str());
        names.filter(|name| legs.iter().any(|leg| leg.relation.column(name).is_some())).collect()
    }

    fn add(&mut self, name: &'a ast::Name) {
        if !self.names.iter().any(|known| known.as_str() == name.as_str()) {
            self.names.push(name);
        }
    }
}

impl<'a> Binder<'a> {
    /// The tables that are looked into where a query names none: those of `union *`.
    pub(super) fn all_legs(&self, span: Span, scope: &Rc<Scope<'a>>) -> Vec<Leg> {
        let mut legs = Vec::new();
        self.matching_legs(|_| true, span, scope, &mut legs);
        legs
    }

    /// What a condition reads.
    pub(super) fn mentioned(&self, predicate: &'a ast::Expr, scope: &Rc<Scope<'a>>) -> Mentioned<'a> {
        let mut mentioned = Mentioned::default();
        self.collect_terms(predicate, scope, &mut mentioned);
        mentioned
    }

    /// The parts of a condition that may be texts alone.
    fn collect_terms(&self, expr: &'a ast::Expr, scope: &Rc<Scope<'a>>, mentioned: &mut Mentioned<'a>) {
        match &expr.kind {
            Syntax::And(parts) | Syntax::Or(parts) => {
                parts.iter().for_each(|part| self.collect_terms(part, scope, mentioned));
            }
            Syntax::List(parts) if parts.len() == 1 => self.collect_terms(&parts[0], scope, mentioned),
            Syntax::Literal(literal) => mentioned.everywhere |= is_term(literal),
            Syntax::Name(name) => {
                mentioned.everywhere |= self.constant_text(name, scope).is_some();
                mentioned.add(name);
            }
            _ => collect_names(expr, mentioned),
        }
    }

    /// The text of a name that stands for a constant one.
    fn constant_text(&self, name: &ast::Name, scope: &Rc<Scope<'a>>) -> Option<Expr> {
        match scope.find(name.as_str()) {
            Some(Binding::Scalar(expr)) if expr.as_literal().is_some_and(|value| value.as_str().is_some()) => {
                Some(expr)
            }
            _ => None,
        }
    }

    /// The rows of each leg for which the condition is true. A column that one table lacks is not a mistake where
    /// another has it. `None` after a mistake, which is reported.
    pub(super) fn filter_legs(
        &self,
        legs: Vec<Leg>,
        predicate: &'a ast::Expr,
        mentioned: &Mentioned<'a>,
        case_sensitive: bool,
        scope: &Rc<Scope<'a>>,
    ) -> Option<Vec<Leg>> {
        let of_column = |name: &str| legs.iter().find_map(|leg| leg.relation.column(name)).map(|column| column.ty);
        // An open table takes the name where nothing else has it.
        let of_open = |name: &str| match scope.find(name) {
            Some(_) => None,
            None => legs.iter().find_map(|leg| leg.relation.openness.ty(name)),
        };
        let known = |name: &str| of_column(name).or_else(|| of_open(name));
        let known: Vec<(&str, ScalarType)> =
            mentioned.names.iter().filter_map(|name| Some((name.as_str(), known(name.as_str())?))).collect();
        let mut filtered = Vec::with_capacity(legs.len());
        for Leg { relation, source } in legs {
            let inner = Scope::child(scope);
            for (name, ty) in known.iter().filter(|(name, _)| relation.column(name).is_none()) {
                let missing = Expr::literal(Value::missing(*ty), predicate.span);
                inner.declare(name, Binding::Scalar(missing));
            }
            let mark = self.mark();
            let bound =
                self.bind_search_predicate(predicate, case_sensitive, Context::row(&inner, &relation), Place::Alone);
            if self.failed_since(mark) {
                return None;
            }
            filtered.push(Leg { relation: self.filter(relation, bound), source });
        }
        Some(filtered)
    }

    /// A condition in which a text alone stands for "any column has it".
    fn bind_search_predicate(
        &self,
        expr: &'a ast::Expr,
        case_sensitive: bool,
        ctx: Context<'_, 'a>,
        place: Place,
    ) -> Expr {
        let terms = |terms: &'a [ast::Expr], all: bool| {
            let term = |term| self.bind_search_predicate(term, case_sensitive, ctx, Place::Operand);
            self.logical(terms.iter().map(term).collect(), expr.span, all)
        };
        let condition = || match place {
            Place::Alone => self.bind_predicate(expr, ctx),
            Place::Operand => self.bind_operand(expr, ctx),
        };
        match &expr.kind {
            Syntax::And(parts) => terms(parts, true),
            Syntax::Or(parts) => terms(parts, false),
            Syntax::List(parts) if parts.len() == 1 => {
                self.bind_search_predicate(&parts[0], case_sensitive, ctx, place)
            }
            Syntax::Call { name, args } if name.as_str() == "not" && args.len() == 1 => {
                let inner = self.bind_search_predicate(&args[0].value, case_sensitive, ctx, Place::Alone);
                self.negate(inner, expr.span)
            }
            Syntax::Star => Expr::literal(Value::Bool(true), expr.span),
            Syntax::Literal(Literal::String(text)) => self.search_row(text, case_sensitive, expr.span, ctx),
            // A number alone is looked for as it is spelled, which says nothing of a real.
            Syntax::Literal(Literal::Long(_) | Literal::Int(_) | Literal::Real(_)) => {
                let number = self.convert(self.bind_expr(expr, ctx), ScalarType::String);
                let text = number.as_literal().and_then(Value::as_str).unwrap_or_default().to_owned();
                let Some(row) = ctx.row else { return self.broken(expr.span) };
                let columns = row.columns.iter().filter(|c| c.ty != ScalarType::Real);
                self.search_columns(row, columns, &text, case_sensitive, expr.span)
            }
            Syntax::Name(name) if ctx.row.is_none_or(|row| row.column(name.as_str()).is_none()) => {
                match self.constant_text(name, ctx.scope).as_ref().and_then(Expr::as_literal).and_then(Value::as_str) {
                    Some(text) => self.search_row(text, case_sensitive, expr.span, ctx),
                    None => condition(),
                }
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
            Syntax::Binary { op, left, right } if case_sensitive && sensitive(*op).is_some() => {
                let op = sensitive(*op).unwrap_or(*op);
                if matches!(left.kind, Syntax::Star) {
                    return self.bind_any_column(op, right, expr.span, ctx);
                }
                let (left, right) = (self.bind_expr(left, ctx), self.bind_expr(right, ctx));
                self.binary(op, left, right, expr.span)
            }
            _ => condition(),
        }
    }

    /// Whether any column of the row has a text; what is no string is looked at as `tostring()` shows it.
    fn search_row(&self, text: &str, case_sensitive: bool, span: Span, ctx: Context<'_, 'a>) -> Expr {
        let Some(row) = ctx.row else { return self.broken(span) };
        self.search_columns(row, row.columns.iter(), text, case_sensitive, span)
    }

    fn search_columns<'c>(
        &self,
        row: &Relation,
        columns: impl Iterator<Item = &'c ResultColumn>,
        text: &str,
        case_sensitive: bool,
        span: Span,
    ) -> Expr {
        let found: Vec<Expr> = match row.plan.is_empty() {
            true => Vec::new(),
            false => columns
                .filter(|c| c.ty == ScalarType::String || !is_planted(Mutant::SearchesReadTexts))
                .map(|c| self.search_column(self.read(row, c, span), text, case_sensitive))
                .collect(),
        };
        match found.is_empty() {
            true => Expr::literal(Value::Bool(false), span),
            false => self.logical(found, span, false),
        }
    }

    /// Whether a column has a text: as a term, or at its beginning, end or anywhere where the text has stars.
    fn search_column(&self, column: Expr, text: &str, case_sensitive: bool) -> Expr {
        let span = column.span;
        let column = self.convert(column, ScalarType::String);
        let (op, needle) = pattern(text, case_sensitive);
        match needle {
            None => Expr::literal(Value::Bool(true), span),
            Some(needle) => self.binary(op, column, Expr::literal(Value::String(needle.into()), span), span),
        }
    }
}

/// The operator that tells cases apart, of one that does not.
fn sensitive(op: BinaryOp) -> Option<BinaryOp> {
    use BinaryOp::*;
    Some(match op {
        Has => HasCs,
        NotHas => NotHasCs,
        HasPrefix => HasPrefixCs,
        NotHasPrefix => NotHasPrefixCs,
        HasSuffix => HasSuffixCs,
        NotHasSuffix => NotHasSuffixCs,
        Contains => ContainsCs,
        NotContains => NotContainsCs,
        StartsWith => StartsWithCs,
        NotStartsWith => NotStartsWithCs,
        EndsWith => EndsWithCs,
        NotEndsWith => NotEndsWithCs,
        _ => return None,
    })
}

/// Whether a literal alone is a text to look for.
fn is_term(literal: &Literal) -> bool {
    matches!(literal, Literal::String(_) | Literal::Long(_) | Literal::Int(_) | Literal::Real(_))
}

/// The names in an expression. A query inside it has names of its own.
fn collect_names<'a>(expr: &'a ast::Expr, mentioned: &mut Mentioned<'a>) {
    let mut expr = expr;
    loop {
        // Chains lean to the left and may be long.
        expr = match &expr.kind {
            Syntax::Name(name) => return mentioned.add(name),
            Syntax::Star => {
                mentioned.everywhere = true;
                return;
            }
            Syntax::Path { base, .. } => base,
            Syntax::Index { base, index } => {
                collect_names(index, mentioned);
                base
            }
            Syntax::Binary { left, right, .. } => {
                collect_names(right, mentioned);
                left
            }
            Syntax::Unary { operand, .. } => operand,
            Syntax::Call { args, .. } => return args.iter().for_each(|arg| collect_names(&arg.value, mentioned)),
            Syntax::And(parts) | Syntax::Or(parts) | Syntax::List(parts) => {
                return parts.iter().for_each(|part| collect_names(part, mentioned));
            }
            Syntax::In { operand, list, .. } => {
                list.iter().for_each(|item| collect_names(item, mentioned));
                operand
            }
            Syntax::Between { operand, low, high, .. } => {
                collect_names(low, mentioned);
                collect_names(high, mentioned);
                operand
            }
            Syntax::Literal(_)
            | Syntax::Wildcard(_)
            | Syntax::ScopedCall { .. }
            | Syntax::Pipe { .. }
            | Syntax::Operator(_)
            | Syntax::Datatable(_)
            | Syntax::ExternalData(_)
            | Syntax::TypeOf(_)
            | Syntax::Missing => return,
        };
    }
}

/// The operator and the text that a search text with stars means; no text at all for `*`. A star inside makes a regular
/// expression of it.
fn pattern(text: &str, case_sensitive: bool) -> (BinaryOp, Option<String>) {
    use BinaryOp::*;
    let pick = |any, exact| if case_sensitive { exact } else { any };
    let inner = text.trim_matches('*');
    if inner.is_empty() {
        return (Contains, None);
    }
    let (open, close) = (text.starts_with('*'), text.ends_with('*'));
    if inner.contains('*') {
        let parts: Vec<String> = inner.split('*').map(escaped).collect();
        let boundary = |open: bool| if open { "" } else { r"\b" };
        let flags = if case_sensitive { "" } else { "(?i)" };
        let regex = format!("{flags}{}{}{}", boundary(open), parts.join(".*"), boundary(close));
        return (MatchesRegex, Some(regex));
    }
    let op = match (open, close) {
        (true, true) => pick(Contains, ContainsCs),
        (true, false) => pick(HasSuffix, HasSuffixCs),
        (false, true) => pick(HasPrefix, HasPrefixCs),
        (false, false) => pick(Has, HasCs),
    };
    (op, Some(inner.to_owned()))
}

/// The text as a regular expression that matches it alone.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() && c != '_' {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
