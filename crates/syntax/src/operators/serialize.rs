//! The `serialize` operator.

use nom::Parser;
use nom::combinator::map;

use crate::ast::{NamedExpr, Param};
use crate::parser::{In, PResult, named_expr, optional_list, params};
use crate::printer::Printer;

/// `| serialize [[name =] expr, …]`: marks the rows' order as meaningful.
#[derive(Debug, Clone, PartialEq)]
pub struct Serialize {
    /// Hints.
    pub params: Vec<Param>,
    /// New columns, as in `extend`.
    pub columns: Vec<NamedExpr>,
}

impl Serialize {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map((params(&[]), optional_list(named_expr, &[])), |(params, columns)| Self { params, columns }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("serialize").params(&self.params).spaced_list(&self.columns, Printer::named);
    }
}
