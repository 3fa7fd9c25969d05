//! The grammar of KQL: text → tokens → syntax tree, and back to text.
//!
//! The tree says what is written, not what it means: names are not resolved, types are not known, a column and a table look the
//! same. Every node carries the span of its text. Mistakes become diagnostics and error nodes ([`ast::ExprKind::Missing`],
//! [`operators::OperatorKind::Broken`]); a tree always comes out.
//!
//! `==` on trees compares what is written and ignores where it stands.

pub mod ast;
pub mod operators;
