//! The `extend` operator.

use nom::Parser;
use nom::combinator::{cut, map};

use crate::ast::NamedExpr;
use crate::parser::{In, PResult, comma_list, named_expr};
use crate::printer::Printer;

/// `| extend [name =] expr, …`: adds columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Extend {
    /// The new columns.
    pub columns: Vec<NamedExpr>,
}

impl Extend {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map(cut(comma_list(named_expr)), |columns| Self { columns }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("extend").text(" ").list(&self.columns, Printer::named);
    }
}
