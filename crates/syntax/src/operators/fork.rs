//! The `fork` operator.

use lurcher_diagnostics::Span;

use super::Operator;
use crate::ast::{Name, same_but_span};

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
