//! The `project-reorder` operator.

use lurcher_diagnostics::Span;
use nom::Parser;
use nom::combinator::{map, opt};

use crate::ast::{Expr, same_but_span};
use crate::parser::{In, PResult, choice, name_or_wildcard, optional_list, spanned};
use crate::printer::Printer;

/// `| project-reorder columns`: these columns first.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectReorder {
    /// Names and wildcards.
    pub columns: Vec<ReorderColumn>,
}

/// `name-or-wildcard [asc|desc|granny-asc|granny-desc]`
#[derive(Debug, Clone)]
pub struct ReorderColumn {
    /// The column or the wildcard.
    pub column: Expr,
    /// How the columns of a wildcard are sorted.
    pub order: Option<ReorderOrder>,
    /// All of it.
    pub span: Span,
}

/// How the columns of a wildcard are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReorderOrder {
    /// `asc`
    Asc,
    /// `desc`
    Desc,
    /// `granny-asc`: digits count as numbers.
    GrannyAsc,
    /// `granny-desc`
    GrannyDesc,
}

same_but_span! {
    ReorderColumn { column, order }
}

impl ReorderOrder {
    const NAMES: &[(&str, Self)] =
        &[("asc", Self::Asc), ("desc", Self::Desc), ("granny-asc", Self::GrannyAsc), ("granny-desc", Self::GrannyDesc)];
}

impl ProjectReorder {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map(optional_list(column, &[]), |columns| Self { columns }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("project-reorder").spaced_list(&self.columns, |p, column| {
            let name = ReorderOrder::NAMES.iter().find(|(_, order)| Some(*order) == column.order);
            p.expr(&column.column);
            match name {
                Some((name, _)) => p.text(" ").text(name),
                None => p,
            }
        });
    }
}

fn column(i: In<'_>) -> PResult<'_, ReorderColumn> {
    let column = spanned((name_or_wildcard, opt(choice(ReorderOrder::NAMES, "an order"))));
    map(column, |((column, order), span)| ReorderColumn { column, order, span }).parse(i)
}
