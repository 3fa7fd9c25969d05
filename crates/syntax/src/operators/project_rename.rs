//! The `project-rename` operator.

use nom::Parser;
use nom::combinator::map;

use crate::ast::NamedExpr;
use crate::parser::{In, PResult, named_expr, optional_list};
use crate::printer::Printer;

/// `| project-rename new = old, …`: renames columns.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectRename {
    /// The new names and the columns.
    pub columns: Vec<NamedExpr>,
}

impl ProjectRename {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map(optional_list(named_expr, &[]), |columns| Self { columns }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("project-rename").spaced_list(&self.columns, Printer::named);
    }
}
