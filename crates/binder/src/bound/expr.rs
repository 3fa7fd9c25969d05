//! Bound scalar expressions.

use std::sync::Arc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionSymbol, ScalarType, Value};

use super::ColumnId;

/// An expression, its type, and the query text that it comes from. Two are equal when they mean the same, wherever they
/// stand.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its type.
    pub ty: ScalarType,
    /// Its text.
    pub span: Span,
    /// Whether the value of a constant follows from the query's text. That of another one may stand for the answer of
    /// a stage that was not run.
    pub is_settled: bool,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A constant.
    Literal(Value),
    /// A column of the node's input.
    Column(ColumnId),
    /// A scalar function or an infix operator. The arguments have exactly the types that the signature asks for.
    Call {
        /// The function.
        function: &'static FunctionSymbol,
        /// Its arguments; `typeof(…)` arguments are gone, the expression's type says them.
        args: Vec<Expr>,
    },
    /// True when all are true; `false` wins over null. Two or more.
    And(Vec<Expr>),
    /// True when one is true; `true` wins over null. Two or more.
    Or(Vec<Expr>),
    /// Whether the operand is one of the constants, which are of its type.
    In {
        /// What is looked for.
        operand: Box<Expr>,
        /// The constants, without nulls and without duplicates.
        list: Arc<Vec<Value>>,
        /// Whether the answer is turned round.
        negated: bool,
    },
    /// A number as a wider number (int → long → real → decimal).
    Promote(Box<Expr>),
    /// One value of a function with several.
    Value {
        /// The call, or a column that holds all its values. Nothing but this node reads it, and its type says nothing.
        of: Box<Expr>,
        /// Which value, from 0.
        place: usize,
    },
    /// A path of constant keys and indexes into a dynamic; the type is dynamic.
    Path {
        /// The dynamic.
        base: Box<Expr>,
        /// The steps, one at least.
        steps: Vec<PathStep>,
    },
    /// `base[index]` with an index that differs from row to row: a string (a key), or a long. The type is dynamic.
    Element {
        /// The dynamic.
        base: Box<Expr>,
        /// The key or index.
        index: Box<Expr>,
    },
}

/// A step of a path into a dynamic.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PathStep {
    /// `.key` or `["key"]`.
    Key(Arc<str>),
    /// `[index]`; a negative one counts from the end.
    Index(i64),
}

/// An aggregate in `summarize`.
#[derive(Debug, Clone, PartialEq)]
pub struct AggregateCall {
    /// The function.
    pub function: &'static FunctionSymbol,
    /// Its arguments over the input's columns.
    pub args: Vec<Expr>,
    /// The columns that it makes: one, or several of `arg_max` and `percentiles`.
    pub outputs: Vec<ColumnId>,
    /// The outputs' types.
    pub types: Vec<ScalarType>,
    /// Its text.
    pub span: Span,
}

/// A window function over serialized rows.
#[derive(Debug, Clone, PartialEq)]
pub struct WindowCall {
    /// The column that it makes.
    pub output: ColumnId,
    /// The function.
    pub function: &'static FunctionSymbol,
    /// Its arguments over the input's columns.
    pub args: Vec<Expr>,
    /// The result's type.
    pub ty: ScalarType,
    /// Its text.
    pub span: Span,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.ty == other.ty
    }
}

impl Expr {
    /// An expression of a type.
    pub fn new(kind: ExprKind, ty: ScalarType, span: Span) -> Self {
        Self { kind, ty, span, is_settled: false }
    }

    /// A constant.
    pub fn literal(value: Value, span: Span) -> Self {
        let ty = value.ty();
        Self::new(ExprKind::Literal(value), ty, span)
    }

    /// A column.
    pub fn column(id: ColumnId, ty: ScalarType, span: Span) -> Self {
        Self::new(ExprKind::Column(id), ty, span)
    }

    /// The same, and whether its value follows from the query's text where it is constant.
    #[must_use]
    pub fn settled(self, is_settled: bool) -> Self {
        Self { is_settled, ..self }
    }

    /// The constant, where it is one.
    pub fn as_literal(&self) -> Option<&Value> {
        match &self.kind {
            ExprKind::Literal(value) => Some(value),
            _ => None,
        }
    }

    /// The column, where it is nothing but one.
    pub fn as_column(&self) -> Option<ColumnId> {
        match self.kind {
            ExprKind::Column(id) => Some(id),
            _ => None,
        }
    }

    /// The direct parts of the expression.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Literal(_) | ExprKind::Column(_) => Vec::new(),
            ExprKind::Call { args, .. } | ExprKind::And(args) | ExprKind::Or(args) => args.iter().collect(),
            ExprKind::In { operand, .. } => vec![operand],
            ExprKind::Promote(operand) => vec![operand],
            ExprKind::Value { of, .. } => vec![of],
            ExprKind::Path { base, .. } => vec![base],
            ExprKind::Element { base, index } => vec![base, index],
        }
    }

    /// How many parts the expression is made of, columns and constants not counted.
    pub fn size(&self) -> usize {
        let parts = self.children();
        usize::from(!parts.is_empty()) + parts.into_iter().map(Expr::size).sum::<usize>()
    }

    /// Calls `visit` for every column that the expression reads.
    pub fn visit_columns(&self, visit: &mut impl FnMut(ColumnId)) {
        match &self.kind {
            ExprKind::Column(id) => visit(*id),
            _ => self.children().into_iter().for_each(|child| child.visit_columns(visit)),
        }
    }
}
