//! Statements and the functions that `let` declares.

use lurcher_diagnostics::Span;
use smol_str::SmolStr;

use super::{Expr, Name, Schema, TypeName, same_but_span};

/// A whole text: statements separated by `;`.
#[derive(Debug, Clone)]
pub struct Query {
    /// The statements in order; empty ones are dropped.
    pub statements: Vec<Statement>,
    /// The whole text.
    pub span: Span,
}

/// A statement and where it stands.
#[derive(Debug, Clone)]
pub struct Statement {
    /// What it is.
    pub kind: StatementKind,
    /// Its text, the semicolon not included.
    pub span: Span,
}

/// What a statement is.
#[derive(Debug, Clone, PartialEq)]
pub enum StatementKind {
    /// `let name = value`
    Let {
        /// The declared name.
        name: Name,
        /// Its value.
        value: LetValue,
    },
    /// `set name [= value]`
    Set {
        /// The request property.
        name: Name,
        /// A literal or a name.
        value: Option<Expr>,
    },
    /// `declare query_parameters (…)`
    DeclareQueryParameters(Vec<Parameter>),
    /// `declare pattern name [= (…) {…}]`
    DeclarePattern {
        /// The declared name.
        name: Name,
        /// What it maps; absent in a declaration that only says that there is such a pattern.
        pattern: Option<Pattern>,
    },
    /// `alias database name = value`
    Alias {
        /// The new name.
        name: Name,
        /// What it stands for.
        value: Expr,
    },
    /// `restrict access to (…)`
    Restrict(Vec<Expr>),
    /// A query.
    Expr(Expr),
    /// A management command, `.show tables`: the text as written, to the end of the text.
    Command(SmolStr),
    /// Could not be read, or is not implemented; the parser has reported it.
    Broken,
}

/// What `let` gives a name to.
#[derive(Debug, Clone, PartialEq)]
pub enum LetValue {
    /// A scalar or tabular expression.
    Expr(Expr),
    /// A function.
    Function(Function),
    /// `entity_group [database("a"), …]`
    EntityGroup(Vec<Expr>),
}

/// `(parameters)[path] { (values).[value] = { body }; … }`: what a pattern maps its arguments to.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The parameters.
    pub params: Vec<Parameter>,
    /// The parameter in brackets.
    pub path: Option<Parameter>,
    /// What each combination of arguments stands for.
    pub matches: Vec<PatternMatch>,
    /// From the parameters to the closing brace.
    pub span: Span,
}

/// `(values).[value] = { body }`
#[derive(Debug, Clone)]
pub struct PatternMatch {
    /// The arguments: literals.
    pub values: Vec<Expr>,
    /// The argument in brackets.
    pub path: Option<Expr>,
    /// What they stand for.
    pub body: Body,
    /// All of it.
    pub span: Span,
}

/// `[view] (parameters) { body }`
#[derive(Debug, Clone)]
pub struct Function {
    /// Whether it is a view, which takes part in `union *`.
    pub view: bool,
    /// The declared parameters.
    pub params: Vec<Parameter>,
    /// What it computes.
    pub body: Body,
    /// From `view` or the parenthesis to the closing brace.
    pub span: Span,
}

/// `{ statements; result }`: a function's body. A stored function's body has the same shape without the braces.
#[derive(Debug, Clone)]
pub struct Body {
    /// What comes before the result: `let`, `set` and `declare` statements.
    pub statements: Vec<Statement>,
    /// The result, absent in an empty body.
    pub result: Option<Expr>,
    /// With the braces.
    pub span: Span,
}

/// A parameter of a function or of `declare query_parameters`.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// What it takes.
    pub ty: ParameterType,
    /// All of it.
    pub span: Span,
}

/// What a parameter takes.
#[derive(Debug, Clone, PartialEq)]
pub enum ParameterType {
    /// `name: type [= default]`
    Scalar {
        /// The type.
        ty: TypeName,
        /// The default: a literal, possibly with a sign.
        default: Option<Expr>,
    },
    /// `name: (column: type, …)` or `name: (*)`
    Tabular(Schema),
}

same_but_span! {
    Query { statements }
    Statement { kind }
    Function { view, params, body }
    Body { statements, result }
    Parameter { name, ty }
    Pattern { params, path, matches }
    PatternMatch { values, path, body }
}
