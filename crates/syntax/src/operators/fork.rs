//! The `fork` operator.

use lurcher_diagnostics::Span;
use nom::Parser;
use nom::combinator::{map, opt};
use nom::multi::many1;
use nom::sequence::terminated;

use super::Operator;
use crate::ast::{Name, same_but_span};
use crate::parser::{In, PResult, committed, plain_name, spanned, subpipe, symbol};
use crate::printer::Printer;

/// `| fork [name =] (operators) …`: several results from the same rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Fork {
    /// One result each.
    pub branches: Vec<ForkBranch>,
}

/// One branch of `fork`.
#[derive(Debug, Clone)]
pub struct ForkBranch {
    /// The result's name.
    pub name: Option<Name>,
    /// What the rows go through.
    pub operators: Vec<Operator>,
    /// All of it.
    pub span: Span,
}

same_but_span! {
    ForkBranch { name, operators }
}

impl Fork {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        map(many1(branch), |branches| Self { branches }).parse(i).map_err(committed)
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("fork");
        for branch in &self.branches {
            p.text(" ");
            if let Some(name) = &branch.name {
                p.name(name).text("=");
            }
            p.subpipe(&branch.operators);
        }
    }
}

fn branch(i: In<'_>) -> PResult<'_, ForkBranch> {
    let branch = spanned((opt(terminated(plain_name, symbol("="))), subpipe));
    map(branch, |((name, operators), span)| ForkBranch { name, operators, span }).parse(i)
}
