//! The `invoke` operator.

use nom::Parser;
use nom::combinator::{cut, map};

use crate::ast::Expr;
use crate::parser::{In, Level, PResult, postfix};
use crate::printer::Printer;

/// `| invoke f(args)`: calls a function with the rows as its first argument.
#[derive(Debug, Clone, PartialEq)]
pub struct Invoke {
    /// The call, without that first argument.
    pub call: Expr,
}

impl Invoke {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map(cut(postfix), |call| Self { call }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("invoke ").at_least(&self.call, Level::Postfix);
    }
}
