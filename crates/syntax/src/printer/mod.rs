//! Syntax tree → text.
//!
//! Parentheses stand where the tree's shape needs them and nowhere else. Error nodes are written as `?`, which nothing
//! reads back.

mod expr;
mod literal;
mod statement;

use crate::ast::{ColumnDecl, Expr, Name, NamedExpr, NullsOrder, Param, Schema, SortKey, SortOrder};
use crate::literal::quote;
use crate::operators::Operator;

/// Writes a tree.
pub(crate) fn print(query: &crate::ast::Query) -> String {
    let mut printer = Printer { out: String::new(), inline: 0 };
    printer.query(query);
    printer.out
}

/// Collects the text. All methods return the printer, so that an operator reads like its text.
pub(crate) struct Printer {
    out: String,
    /// In how many brackets it is: only outside them an operator begins a line.
    inline: usize,
}

impl Printer {
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.out.push_str(text);
        self
    }

    /// An operator's first word.
    pub fn keyword(&mut self, text: &str) -> &mut Self {
        self.text(text)
    }

    pub fn string(&mut self, value: &str) -> &mut Self {
        self.text(&quote(value))
    }

    pub fn name(&mut self, name: &Name) -> &mut Self {
        match name.quoted {
            true => self.text("[").string(&name.text).text("]"),
            false => self.text(&name.text),
        }
    }

    /// Items and the commas between them.
    pub fn list<T>(
        &mut self,
        items: &[T],
        mut print: impl for<'p> FnMut(&'p mut Self, &T) -> &'p mut Self,
    ) -> &mut Self {
        for (n, item) in items.iter().enumerate() {
            if n > 0 {
                self.text(", ");
            }
            print(self, item);
        }
        self
    }

    /// The same with a space before it, or nothing for an empty list.
    pub fn spaced_list<T>(
        &mut self,
        items: &[T],
        print: impl for<'p> FnMut(&'p mut Self, &T) -> &'p mut Self,
    ) -> &mut Self {
        if !items.is_empty() {
            self.text(" ");
        }
        self.list(items, print)
    }

    pub fn named(&mut self, named: &NamedExpr) -> &mut Self {
        match (named.list, &named.names[..]) {
            (true, names) => self.text("(").list(names, Self::name).text(") = "),
            (false, [name, ..]) => self.name(name).text(" = "),
            (false, []) => self,
        };
        self.expr(&named.value)
    }

    pub fn param(&mut self, param: &Param) -> &mut Self {
        self.name(&param.name).text("=").expr(&param.value)
    }

    /// Parameters, each with a space before it.
    pub fn params(&mut self, params: &[Param]) -> &mut Self {
        for param in params {
            self.text(" ").param(param);
        }
        self
    }

    /// ` with (name=value, …)`, or nothing.
    pub fn with_properties(&mut self, properties: &[Param]) -> &mut Self {
        match properties.is_empty() {
            true => self,
            false => self.text(" with (").list(properties, Self::param).text(")"),
        }
    }

    pub fn column(&mut self, column: &ColumnDecl) -> &mut Self {
        self.name(&column.name).text(": ").text(column.ty.kind.name())
    }

    /// `(name: type, …)`
    pub fn columns(&mut self, columns: &[ColumnDecl]) -> &mut Self {
        self.text("(").list(columns, Self::column).text(")")
    }

    /// The same; an open one begins with `*`.
    pub fn open_schema(&mut self, schema: &Schema) -> &mut Self {
        let star = match (schema.open, schema.columns.is_empty()) {
            (false, _) => "",
            (true, true) => "*",
            (true, false) => "*, ",
        };
        self.text("(").text(star).list(&schema.columns, Self::column).text(")")
    }

    pub fn sort_key(&mut self, key: &SortKey) -> &mut Self {
        self.named(&key.expr);
        match key.order {
            None => {}
            Some(SortOrder::Asc) => {
                self.text(" asc");
            }
            Some(SortOrder::Desc) => {
                self.text(" desc");
            }
        }
        match key.nulls {
            None => self,
            Some(NullsOrder::First) => self.text(" nulls first"),
            Some(NullsOrder::Last) => self.text(" nulls last"),
        }
    }

    /// `(operator | operator …)`
    pub fn subpipe(&mut self, operators: &[Operator]) -> &mut Self {
        self.text("(");
        self.inline += 1;
        for (n, operator) in operators.iter().enumerate() {
            if n > 0 {
                self.text(" | ");
            }
            operator.kind.print(self);
        }
        self.inline -= 1;
        self.text(")")
    }

    /// A query on one line, without parentheses.
    pub fn inline_pipe(&mut self, query: &Expr) -> &mut Self {
        self.inline += 1;
        self.pipe(query);
        self.inline -= 1;
        self
    }
}
