//! The `project` operator.

use nom::Parser;
use nom::combinator::map;

use crate::ast::NamedExpr;
use crate::parser::{In, PResult, named_expr, optional_list};
use crate::printer::Printer;

/// `| project [name =] expr, …`: these columns and no other.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    /// The columns.
    pub columns: Vec<NamedExpr>,
}

impl Project {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map(optional_list(named_expr, &[]), |columns| Self { columns }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("project").spaced_list(&self.columns, Printer::named);
    }
}
