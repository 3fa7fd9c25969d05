//! Queries as trees of texts, so that whatever two binders disagree about can be made small.

use std::fmt::{self, Display, Formatter};

/// A part of a query.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    /// A text.
    Text(String),
    /// Parts one after the other, none of which can go.
    Parts(Vec<Tree>),
    /// Items that can go, down to so many.
    List {
        /// The items.
        items: Vec<Tree>,
        /// What stands between them.
        between: &'static str,
        /// How many must stay.
        least: usize,
    },
    /// An expression: a smaller one can stand for it.
    Expr(Box<Tree>),
}

/// What may stand for an expression, the simplest first.
const SIMPLE: [&str; 6] = ["1", "l0", "s0", "r0", "d0", "j0"];

impl Tree {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Tree::Text(text.into())
    }

    /// An expression of parts.
    pub fn expr(parts: Vec<Tree>) -> Self {
        Tree::Expr(Box::new(Tree::Parts(parts)))
    }

    /// Items with commas between them, at least one.
    pub fn list(items: Vec<Tree>) -> Self {
        Tree::List { items, between: ", ", least: 1 }
    }

    /// The trees that are a little smaller than this one, those first that are much smaller.
    pub fn smaller(&self) -> Vec<Tree> {
        match self {
            Tree::Text(_) => Vec::new(),
            Tree::Parts(parts) => within(parts).map(Tree::Parts).collect(),
            Tree::List { items, between, least } => {
                let (between, least) = (*between, *least);
                let without = (0..if items.len() > least { items.len() } else { 0 }).rev().map(|i| {
                    let mut fewer = items.clone();
                    fewer.remove(i);
                    fewer
                });
                without.chain(within(items)).map(|items| Tree::List { items, between, least }).collect()
            }
            Tree::Expr(inner) => {
                let text = inner.to_string();
                let simple = SIMPLE.iter().filter(|simple| simple.len() < text.len() && **simple != text);
                let simple = simple.map(|simple| Tree::Expr(Box::new(Tree::text(*simple))));
                let mut nested = Vec::new();
                inner.expressions(&mut nested);
                let deeper = inner.smaller().into_iter().map(|inner| Tree::Expr(Box::new(inner)));
                simple.chain(nested).chain(deeper).collect()
            }
        }
    }

    /// The expressions right below it.
    fn expressions(&self, found: &mut Vec<Tree>) {
        match self {
            Tree::Text(_) => {}
            Tree::Parts(parts) | Tree::List { items: parts, .. } => parts.iter().for_each(|p| p.expressions(found)),
            Tree::Expr(_) => found.push(self.clone()),
        }
    }
}

/// The parts with one of them a little smaller.
fn within(parts: &[Tree]) -> impl Iterator<Item = Vec<Tree>> {
    parts.iter().enumerate().flat_map(move |(i, part)| {
        part.smaller().into_iter().map(move |smaller| {
            let mut parts = parts.to_vec();
            parts[i] = smaller;
            parts
        })
    })
}

impl Display for Tree {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Tree::Text(text) => f.write_str(text),
            Tree::Parts(parts) => parts.iter().try_for_each(|part| part.fmt(f)),
            Tree::List { items, between, .. } => items.iter().enumerate().try_for_each(|(i, item)| {
                f.write_str(if i == 0 { "" } else { between })?;
                item.fmt(f)
            }),
            Tree::Expr(inner) => inner.fmt(f),
        }
    }
}
