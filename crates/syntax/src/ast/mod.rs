//! The syntax tree: expressions, literals, statements and what they share. The tabular operators are in
//! [`crate::operators`].

mod common;
mod expr;
mod literal;
mod spine;
mod statement;

pub use common::{ColumnDecl, Name, NamedExpr, NullsOrder, Param, Schema, SortKey, SortOrder, TypeKind, TypeName};
pub use expr::{Argument, BinaryOp, Datatable, Expr, ExprKind, ExternalData, InOp, TypeOf, UnaryOp};
pub use literal::{DynamicValue, Literal};
pub use statement::{
    Body, Function, LetValue, Parameter, ParameterType, Pattern, PatternMatch, Query, Statement, StatementKind,
};

/// Implements `==` over all fields but `span`. The destructuring makes the compiler name a field that was forgotten.
macro_rules! same_but_span {
    ($($node:ident { $($field:ident),* $(,)? })*) => {
        $(impl PartialEq for $node {
            fn eq(&self, other: &Self) -> bool {
                let Self { span: _, $($field),* } = self;
                $(*$field == other.$field)&&*
            }
        })*
    };
}
pub(crate) use same_but_span;
