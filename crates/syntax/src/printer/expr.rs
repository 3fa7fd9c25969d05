//! Expressions.

use super::Printer;
use crate::ast::{Argument, Expr, ExprKind, Name, TypeOf};
use crate::lexer::is_typed;
use crate::operators::Operator;
use crate::parser::Level;

impl Printer {
    /// A query or an expression where both may stand.
    pub fn pipe(&mut self, expr: &Expr) -> &mut Self {
        match &expr.kind {
            ExprKind::Pipe { source, operators } => {
                self.pipe_source(source);
                self.operators(operators)
            }
            ExprKind::Operator(operator) => {
                operator.kind.print(self);
                self
            }
            _ => self.expr(expr),
        }
    }

    fn pipe_source(&mut self, source: &Expr) -> &mut Self {
        match &source.kind {
            ExprKind::Operator(operator) => {
                operator.kind.print(self);
                self
            }
            _ => self.expr(source),
        }
    }

    fn operators(&mut self, operators: &[Operator]) -> &mut Self {
        for operator in operators {
            self.text(if self.inline == 0 { "\n| " } else { " | " });
            operator.kind.print(self);
        }
        self
    }

    /// An expression where no pipe may stand.
    pub fn expr(&mut self, expr: &Expr) -> &mut Self {
        self.at_least(expr, Level::Or)
    }

    /// The right side of a join: anything but a name or a call stands in parentheses, which is how it is usually
    /// written.
    pub fn table(&mut self, expr: &Expr) -> &mut Self {
        match &expr.kind {
            ExprKind::Pipe { .. } | ExprKind::Operator(_) => self.in_parens(|p| p.pipe(expr)),
            _ => self.at_least(expr, Level::Postfix),
        }
    }

    /// Conditions joined by `and`.
    pub fn and(&mut self, conditions: &[Expr]) -> &mut Self {
        self.joined(conditions, " and ", Level::Equality)
    }

    fn joined(&mut self, items: &[Expr], word: &str, level: Level) -> &mut Self {
        for (n, item) in items.iter().enumerate() {
            if n > 0 {
                self.text(word);
            }
            self.at_least(item, level);
        }
        self
    }

    fn in_parens(&mut self, print: impl for<'p> FnOnce(&'p mut Self) -> &'p mut Self) -> &mut Self {
        self.text("(");
        self.inline += 1;
        print(self);
        self.inline -= 1;
        self.text(")")
    }

    /// An expression as an operand that must bind at least as tightly as `level`.
    ///
    /// Goes down the left side in a loop, because that side may be as long as the text.
    pub fn at_least(&mut self, expr: &Expr, level: Level) -> &mut Self {
        let mut spine = Vec::new();
        let (mut node, mut level) = (expr, level);
        loop {
            let enclosed = self.open_if(level_of(&node.kind) < Some(level));
            let Some((left, left_level)) = left_side(&node.kind) else {
                self.leaf(&node.kind);
                self.close_if(enclosed);
                break;
            };
            spine.push((node, enclosed));
            (node, level) = (left, left_level);
        }
        while let Some((node, enclosed)) = spine.pop() {
            self.right_side(&node.kind);
            self.close_if(enclosed);
        }
        self
    }

    fn open_if(&mut self, enclosed: bool) -> bool {
        if enclosed {
            self.text("(");
            self.inline += 1;
        }
        enclosed
    }

    fn close_if(&mut self, enclosed: bool) {
        if enclosed {
            self.inline -= 1;
            self.text(")");
        }
    }

    /// What follows the left side of a node that has one.
    fn right_side(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Binary { op, right, .. } => {
                self.text(" ").text(op.text()).text(" ").at_least(right, op.level().tighter());
            }
            ExprKind::Path { base, member } => {
                // A point right behind a number would be a part of it.
                let after_number = matches!(base.kind, ExprKind::Literal(_));
                self.text(if after_number { " ." } else { "." }).name(member);
            }
            ExprKind::Index { index, .. } => {
                self.text("[");
                self.inline += 1;
                self.expr(index);
                self.inline -= 1;
                self.text("]");
            }
            ExprKind::ScopedCall { name, args, .. } => {
                self.text(".").callee(name).arguments(args);
            }
            _ => {}
        }
    }

    /// A function's name. One that is a type's makes a literal with the parenthesis that follows at once.
    fn callee(&mut self, name: &Name) -> &mut Self {
        let makes_literal = !name.quoted && is_typed(&name.text);
        self.name(name).text(if makes_literal { " " } else { "" })
    }

    /// A node without a left side.
    fn leaf(&mut self, kind: &ExprKind) {
        match kind {
            ExprKind::Literal(literal) => self.literal(literal),
            ExprKind::Name(name) => self.name(name),
            ExprKind::Wildcard(text) => self.text(text),
            ExprKind::Star => self.text("*"),
            ExprKind::Call { name, args } => match &args[..] {
                [Argument { name: None, value, .. }] if takes_query(&name.text) => {
                    self.name(name).in_parens(|p| p.pipe(value))
                }
                _ => self.callee(name).arguments(args),
            },
            ExprKind::Unary { op, operand } => self.text(op.text()).at_least(operand, Level::Postfix),
            ExprKind::And(items) => self.and(items),
            ExprKind::Or(items) => self.joined(items, " or ", Level::And),
            ExprKind::In { op, operand, list } => {
                self.at_least(operand, Level::Relational).text(" ").text(op.text()).text(" ");
                match &list[..] {
                    [query] => self.in_parens(|p| p.pipe(query)),
                    _ => self.in_parens(|p| p.list(list, Self::expr)),
                }
            }
            ExprKind::Between { negated, operand, low, high } => {
                self.at_least(operand, Level::Relational).text(if *negated { " !between " } else { " between " });
                self.in_parens(|p| p.expr(low).text(" .. ").expr(high))
            }
            ExprKind::List(items) => self.list(items, Self::expr),
            ExprKind::Pipe { source, operators } => self.pipe_source(source).operators(operators),
            ExprKind::Operator(operator) => {
                operator.kind.print(self);
                self
            }
            ExprKind::Datatable(table) => {
                self.text("datatable").params(&table.params).text(" ").columns(&table.columns).text(" [");
                self.list(&table.values, Self::expr).text("]")
            }
            ExprKind::ExternalData(table) => {
                self.text("externaldata").params(&table.params).text(" ").columns(&table.columns).text(" [");
                self.list(&table.uris, Self::expr).text("]").with_properties(&table.properties)
            }
            ExprKind::TypeOf(TypeOf::Scalar(ty)) => self.text("typeof(").text(ty.kind.name()).text(")"),
            ExprKind::TypeOf(TypeOf::Tabular(schema)) => self.text("typeof").open_schema(schema),
            // These have a left side, and `Missing` has nothing.
            ExprKind::Binary { .. } | ExprKind::Path { .. } | ExprKind::Index { .. } | ExprKind::ScopedCall { .. } => {
                self
            }
            ExprKind::Missing => self.text("?"),
        };
    }

    fn arguments(&mut self, args: &[Argument]) -> &mut Self {
        self.in_parens(|p| {
            p.list(args, |p, argument| {
                if let Some(name) = &argument.name {
                    p.name(name).text(" = ");
                }
                p.expr(&argument.value)
            })
        })
    }
}

/// Functions whose argument is a query without parentheses of its own.
fn takes_query(name: &str) -> bool {
    matches!(name, "toscalar" | "totable" | "materialize")
}

/// The left side of a node, and how tightly it must bind.
fn left_side(kind: &ExprKind) -> Option<(&Expr, Level)> {
    match kind {
        ExprKind::Binary { op, left, .. } => {
            let level = op.level();
            Some((left, if level.chains() { level } else { level.tighter() }))
        }
        ExprKind::Path { base, .. } | ExprKind::Index { base, .. } => Some((base, Level::Postfix)),
        ExprKind::ScopedCall { scope, .. } => Some((scope, Level::Postfix)),
        _ => None,
    }
}

/// How tightly a node binds; a pipe binds less tightly than any operator.
fn level_of(kind: &ExprKind) -> Option<Level> {
    Some(match kind {
        ExprKind::Pipe { .. } | ExprKind::Operator(_) => return None,
        ExprKind::Or(_) => Level::Or,
        ExprKind::And(_) => Level::And,
        ExprKind::In { .. } | ExprKind::Between { .. } => Level::Equality,
        ExprKind::Binary { op, .. } => op.level(),
        ExprKind::Unary { .. } => Level::Operand,
        ExprKind::Literal(_)
        | ExprKind::Name(_)
        | ExprKind::Wildcard(_)
        | ExprKind::Star
        | ExprKind::Path { .. }
        | ExprKind::Index { .. }
        | ExprKind::Call { .. }
        | ExprKind::ScopedCall { .. }
        | ExprKind::List(_)
        | ExprKind::Datatable(_)
        | ExprKind::ExternalData(_)
        | ExprKind::TypeOf(_)
        | ExprKind::Missing => Level::Postfix,
    })
}
