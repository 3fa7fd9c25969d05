//! The `consume` operator.

use nom::Parser;
use nom::combinator::map;

use crate::ast::Param;
use crate::parser::{In, PResult, params};
use crate::printer::Printer;

/// `| consume`: reads all rows and returns none.
#[derive(Debug, Clone, PartialEq)]
pub struct Consume {
    /// `decodeblocks=true`.
    pub params: Vec<Param>,
}

impl Consume {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map(params(&[]), |params| Self { params }).parse(i)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("consume").params(&self.params);
    }
}
