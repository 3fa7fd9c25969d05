//! The `top-nested` operator.

use lurcher_diagnostics::Span;
use nom::Parser;
use nom::combinator::{cut, map, opt};
use nom::sequence::preceded;

use super::sort::sort_key;
use crate::ast::{Expr, NamedExpr, SortKey, same_but_span};
use crate::parser::{In, PResult, clause, expr, named_expr, symbol, word};
use crate::printer::Printer;

/// `| top-nested n of expr by aggregate, …`: the top values of the top values.
#[derive(Debug, Clone, PartialEq)]
pub struct TopNested {
    /// The levels, the outermost first.
    pub clauses: Vec<TopNestedClause>,
}

/// `top-nested [n] of expr [with others = value] by aggregate [asc|desc]`
#[derive(Debug, Clone)]
pub struct TopNestedClause {
    /// How many; all when not written.
    pub count: Option<Expr>,
    /// The values.
    pub of: NamedExpr,
    /// The value that stands for all others.
    pub others: Option<Expr>,
    /// The aggregate that ranks them.
    pub by: SortKey,
    /// All of it.
    pub span: Span,
}

same_but_span! {
    TopNestedClause { count, of, others, by }
}

impl TopNested {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let (mut i, first) = clause_of(i, i)?;
        let mut clauses = vec![first];
        while i.at_symbol(",") {
            let start = i.skip(1);
            let (after, _) = cut(word("top-nested")).parse(start)?;
            let (after, clause) = clause_of(start, after)?;
            clauses.push(clause);
            i = after;
        }
        Ok((i, Self { clauses }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.list(&self.clauses, |p, clause| {
            p.keyword("top-nested ");
            if let Some(count) = &clause.count {
                p.expr(count).text(" ");
            }
            p.text("of ").named(&clause.of);
            if let Some(others) = &clause.others {
                p.text(" with others = ").expr(others);
            }
            p.text(" by ").sort_key(&clause.by)
        });
    }
}

/// One level, from after its keyword.
fn clause_of<'a>(start: In<'a>, i: In<'a>) -> PResult<'a, TopNestedClause> {
    let (i, count) = if i.at_word("of") { (i, None) } else { map(cut(expr), Some).parse(i)? };
    let (i, of) = cut(clause("of", named_expr)).parse(i)?;
    let others = clause("with", preceded((word("others"), symbol("=")), expr));
    let (i, (others, by)) = (opt(others), cut(clause("by", sort_key))).parse(i)?;
    Ok((i, TopNestedClause { count, of, others, by, span: start.span_to(i) }))
}
