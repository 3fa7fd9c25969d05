//! The `project-away` operator.

use nom::Parser;
use nom::combinator::map;

use crate::ast::Expr;
use crate::parser::{In, PResult, name_or_wildcard, optional_list};
use crate::printer::Printer;

/// `| project-away columns`: all columns but these.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectAway {
    /// Names and wildcards.
    pub columns: Vec<Expr>,
}

impl ProjectAway {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map(optional_list(name_or_wildcard, &[]), |columns| Self { columns }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("project-away").spaced_list(&self.columns, Printer::expr);
    }
}
