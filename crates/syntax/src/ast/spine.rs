//! Dropping, cloning and comparing an expression without recursion down its left side.
//!
//! `a + b + c + …` is as deep as it is long. What the compiler derives would take one stack frame a term.

use super::{Expr, ExprKind};

impl ExprKind {
    fn left(&self) -> Option<&Expr> {
        match self {
            Self::Binary { left: inner, .. }
            | Self::Path { base: inner, .. }
            | Self::Index { base: inner, .. }
            | Self::ScopedCall { scope: inner, .. } => Some(inner),
            _ => None,
        }
    }

    fn left_mut(&mut self) -> Option<&mut Expr> {
        match self {
            Self::Binary { left: inner, .. }
            | Self::Path { base: inner, .. }
            | Self::Index { base: inner, .. }
            | Self::ScopedCall { scope: inner, .. } => Some(inner),
            _ => None,
        }
    }

    /// The node with `left` at its left side and a copy of all the rest.
    fn clone_onto(&self, left: Expr) -> Self {
        let left = Box::new(left);
        match self {
            Self::Binary { op, left: _, right } => Self::Binary { op: *op, left, right: right.clone() },
            Self::Path { base: _, member } => Self::Path { base: left, member: member.clone() },
            Self::Index { base: _, index } => Self::Index { base: left, index: index.clone() },
            Self::ScopedCall { scope: _, name, args } => {
                Self::ScopedCall { scope: left, name: name.clone(), args: args.clone() }
            }
            leaf => leaf.clone(),
        }
    }

    /// Whether two nodes are equal, their left sides aside.
    fn same_but_left(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Binary { op, right, .. }, Self::Binary { op: o, right: r, .. }) => op == o && right == r,
            (Self::Path { member, .. }, Self::Path { member: m, .. }) => member == m,
            (Self::Index { index, .. }, Self::Index { index: i, .. }) => index == i,
            (Self::ScopedCall { name, args, .. }, Self::ScopedCall { name: n, args: a, .. }) => name == n && args == a,
            _ => false,
        }
    }
}

impl Drop for Expr {
    fn drop(&mut self) {
        let mut next = take_left(self);
        while let Some(mut node) = next {
            next = take_left(&mut node);
        }
    }
}

fn take_left(node: &mut Expr) -> Option<Expr> {
    let left = node.kind.left_mut()?;
    left.kind.left()?;
    let span = left.span;
    Some(std::mem::replace(left, Expr::missing(span)))
}

impl Clone for Expr {
    fn clone(&self) -> Self {
        let mut spine = Vec::new();
        let mut node = self;
        while let Some(left) = node.kind.left() {
            spine.push(node);
            node = left;
        }
        let mut copy = Expr { kind: node.kind.clone(), span: node.span };
        for node in spine.into_iter().rev() {
            copy = Expr { kind: node.kind.clone_onto(copy), span: node.span };
        }
        copy
    }
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        let (mut a, mut b) = (self, other);
        loop {
            match (a.kind.left(), b.kind.left()) {
                (Some(x), Some(y)) => {
                    if !a.kind.same_but_left(&b.kind) {
                        return false;
                    }
                    (a, b) = (x, y);
                }
                (None, None) => return a.kind == b.kind,
                _ => return false,
            }
        }
    }
}
