//! The `find` operator.

use lurcher_diagnostics::Span;

use crate::ast::{Expr, Name, Param, TypeName, same_but_span};

/// `find [in (tables)] where predicate [project …]`: rows of several tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Find {
    /// `withsource=Name`: the column that says where a row came from.
    pub with_source: Option<Name>,
    /// Hints.
    pub params: Vec<Param>,
    /// Where to look: names, wildcards, calls; all tables when empty.
    pub sources: Vec<Expr>,
    /// What to look for.
    pub predicate: Expr,
    /// Which columns come out.
    pub project: FindProject,
    /// `project-away` after the projection.
    pub project_away: Vec<FindColumn>,
}

/// Which columns `find` returns.
#[derive(Debug, Clone, PartialEq)]
pub enum FindProject {
    /// `project-smart`, or nothing written: the columns of the predicate, the rest in one `pack_`.
    Smart,
    /// `project a, b:long, pack(*)`
    Columns(Vec<FindColumn>),
}

/// A column of `find`'s projection and where it stands.
#[derive(Debug, Clone)]
pub struct FindColumn {
    /// What it is.
    pub kind: FindColumnKind,
    /// Where it stands.
    pub span: Span,
}

/// A column of `find`'s projection.
#[derive(Debug, Clone, PartialEq)]
pub enum FindColumnKind {
    /// `*`
    Star,
    /// `pack(*)`
    Pack,
    /// `name [: type]`
    Column {
        /// The column.
        name: Name,
        /// The type that it is converted to.
        ty: Option<TypeName>,
    },
}

same_but_span! {
    FindColumn { kind }
}
