//! What a query begins with: statements, and a pipeline's source.

use lurcher_symbols::ScalarType::{Long, TimeSpan};
use lurcher_symbols::{Column, ScalarType};

use super::Generator;
use crate::binding::{Tree, tables};

impl Generator<'_> {
    /// A statement, and a source that reads what it declares: what nobody reads, nobody checks.
    pub(super) fn statement(&mut self) -> (Tree, Tree) {
        let ty = self.any_type();
        let (statement, source) = match self.rng.u32(0..4) {
            0 => {
                let value = self.expr(ty, 2);
                self.columns = [tables()[0].1.as_slice(), &[Column::new("w", ty)]].concat();
                (vec![Tree::text("let v = "), value], Tree::text("T\n| extend w = v"))
            }
            1 => {
                self.columns = vec![Column::new("p", ty), Column::new("q", Long)];
                let body = self.expr(ty, 2);
                self.columns.clear();
                let argument = self.expr(ty, 1);
                self.columns = vec![Column::new("w", ty)];
                let function = vec![Tree::Text(format!("let f = (p:{ty}, q:long = 2) {{ ")), body, Tree::text(" }")];
                (function, Tree::Parts(vec![Tree::text("print w = f("), argument, Tree::text(")")]))
            }
            i => {
                let (table, columns) = self.nested(2);
                self.columns = columns;
                let start = if i == 2 { "let W = " } else { "let W = materialize" };
                (vec![Tree::text(start), table], Tree::text("W"))
            }
        };
        (Tree::Parts(vec![Tree::Parts(statement), Tree::text(";\n")]), source)
    }

    /// A source, whose columns can be named from here on.
    pub(super) fn source(&mut self) -> Tree {
        match self.rng.u32(0..40) {
            0..=7 => self.print(),
            8 => self.range(),
            9 => {
                self.columns = vec![Column::new("x", Long), Column::new("y", ScalarType::String)];
                Tree::text("datatable(x:long, y:string)[1, 'a', 2, 'b']")
            }
            10 => {
                let text = self.pick(&["union T, U", "union kind=inner T, U", "union withsource=src T, (U | take 1)"]);
                self.columns = tables()[0].1.clone();
                if text.contains("kind=inner") {
                    // What not all tables have is there to one binder and not to the other.
                    self.columns.retain(|column| tables()[1].1.contains(column));
                }
                Tree::text(text)
            }
            11 => {
                let (inner, columns) = self.nested(2);
                self.columns = columns;
                inner
            }
            12 => {
                self.columns = Vec::new();
                let term = self.pick(&["'a'", "s0:'a'", "l0 == 1", "'a' and 'b'", "*"]);
                let tables = self.pick(&["", " in (T, U)", " in (T)", " kind=case_sensitive in (U)"]);
                Tree::Text(format!("search{tables} {term}"))
            }
            13 => {
                self.columns = tables()[0].1.clone();
                let (predicate, names) = (self.predicate(1), self.names(1));
                Tree::Parts(vec![Tree::text("find in (T, U) where "), predicate, Tree::text(" project "), names])
            }
            i => {
                let (name, columns) = &tables()[i as usize % tables().len()];
                self.columns.clone_from(columns);
                Tree::text(*name)
            }
        }
    }

    fn print(&mut self) -> Tree {
        self.columns.clear();
        let count = self.rng.usize(1..=3);
        let mut made = Vec::new();
        let items = (0..count).map(|_| self.made(&mut made)).collect();
        self.columns = made;
        Tree::Parts(vec![Tree::text("print "), Tree::list(items)])
    }

    fn range(&mut self) -> Tree {
        self.columns.clear();
        let ty = self.any_type();
        let step = if ty == ScalarType::DateTime { TimeSpan } else { ty };
        let (from, to, step) = (self.expr(ty, 1), self.expr(ty, 1), self.expr(step, 1));
        self.columns = vec![Column::new("x", ty)];
        Tree::Parts(vec![Tree::text("range x from "), from, Tree::text(" to "), to, Tree::text(" step "), step])
    }
}
