//! The `project-by-names` operator.

use nom::Parser;
use nom::combinator::map;

use crate::ast::Expr;
use crate::parser::{In, PResult, expr, optional_list};
use crate::printer::Printer;

/// `| project-by-names names`: columns whose names are computed.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectByNames {
    /// Constant expressions: strings or dynamic arrays of strings.
    pub columns: Vec<Expr>,
}

impl ProjectByNames {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map(optional_list(expr, &[]), |columns| Self { columns }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("project-by-names").spaced_list(&self.columns, Printer::expr);
    }
}
