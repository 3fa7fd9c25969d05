//! The `print` operator.

use nom::Parser;
use nom::combinator::{cut, map};

use crate::ast::NamedExpr;
use crate::parser::{In, PResult, comma_list, named_expr};
use crate::printer::Printer;

/// `print [name =] expr, …`: one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Print {
    /// The columns.
    pub columns: Vec<NamedExpr>,
}

impl Print {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map(cut(comma_list(named_expr)), |columns| Self { columns }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("print").text(" ").list(&self.columns, Printer::named);
    }
}
