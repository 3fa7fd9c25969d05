//! Whether an expression is tabular, told from its shape and from what its names mean, without binding it.

use std::rc::Rc;

use lurcher_symbols::{FunctionKind, StoredFunction};
use lurcher_syntax::ast::{self, ExprKind as Syntax, LetValue, Statement, StatementKind};

use crate::binder::Binder;
use crate::scope::{Binding, PatternBinding, Scope, TabularBinding, TabularSource};

impl<'a> Binder<'a> {
    /// Whether the expression is tabular. A name that nobody knows is, so that the error says "no such table".
    pub(crate) fn is_tabular(&self, expr: &ast::Expr, scope: &Rc<Scope<'a>>) -> bool {
        match &expr.kind {
            Syntax::Pipe { .. } | Syntax::Operator(_) | Syntax::Datatable(_) | Syntax::ExternalData(_) => true,
            Syntax::Name(name) => self.is_table_name(name.as_str(), scope),
            Syntax::Call { name, .. } => self.is_tabular_call(name.as_str(), scope),
            Syntax::Path { base, .. } => self.is_database(base, scope) || self.pattern_call(base, scope).is_some(),
            Syntax::ScopedCall { scope: base, .. } => self.is_database(base, scope),
            Syntax::List(items) => items.len() == 1 && self.is_tabular(&items[0], scope),
            _ => false,
        }
    }

    /// Whether a variable stands for nothing but a name that nobody knows.
    pub(crate) fn is_unknown_table(&self, binding: &TabularBinding<'a>) -> bool {
        let TabularSource::Expr(expr) = &binding.expr else { return false };
        let Some(name) = expr.as_name() else { return false };
        match binding.scope.find(name.as_str()) {
            None => {
                self.env.catalog.table(name.as_str()).is_none() && self.env.catalog.function(name.as_str()).is_none()
            }
            Some(Binding::Tabular(other)) => self.is_unknown_table(&other),
            Some(_) => false,
        }
    }

    fn is_table_name(&self, name: &str, scope: &Rc<Scope<'a>>) -> bool {
        match scope.find(name) {
            Some(Binding::Scalar(_) | Binding::Step(_) | Binding::Graph(..)) => false,
            Some(Binding::Tabular(_) | Binding::Pattern(_) | Binding::EntityGroup(_) | Binding::Entity(_)) => true,
            Some(Binding::Function(f)) => {
                f.function.params.is_empty() && self.is_tabular_body(&f.function.body, &f.scope)
            }
            None => true,
        }
    }

    fn is_tabular_call(&self, name: &str, scope: &Rc<Scope<'a>>) -> bool {
        match scope.find(name) {
            Some(Binding::Function(f)) => return self.is_tabular_body(&f.function.body, &f.scope),
            Some(Binding::Tabular(_) | Binding::Pattern(_)) => return true,
            Some(
                Binding::Scalar(_)
                | Binding::Step(_)
                | Binding::Graph(..)
                | Binding::EntityGroup(_)
                | Binding::Entity(_),
            ) => return false,
            None => {}
        }
        if matches!(name, "materialize" | "table" | "_GetWatchlist" | "external_table" | "materialized_view") {
            return true;
        }
        let built_in = [FunctionKind::Scalar, FunctionKind::Aggregate, FunctionKind::Window];
        if name == "toscalar" || built_in.iter().any(|kind| self.env.functions.find(*kind, name).is_some()) {
            return false;
        }
        match self.env.catalog.function(name) {
            Some(Ok(function)) => self.is_tabular_stored(&function),
            // A function that cannot be read is reported where it is called.
            Some(Err(_)) => true,
            None => false,
        }
    }

    fn is_tabular_stored(&self, function: &StoredFunction) -> bool {
        let tree = self.parse_stored(function);
        let Some((Statement { kind: StatementKind::Expr(result), .. }, rest)) = tree.statements.split_last() else {
            return false;
        };
        // A function that is nothing but a call of itself is reported where it is called.
        if self.shaping.borrow().contains(&function.name) {
            return true;
        }
        self.shaping.borrow_mut().push(function.name.clone());
        let tabular = self.is_tabular_result(rest, result, &self.root_scope());
        self.shaping.borrow_mut().pop();
        tabular
    }

    fn is_tabular_body(&self, body: &ast::Body, scope: &Rc<Scope<'a>>) -> bool {
        body.result.as_ref().is_some_and(|result| self.is_tabular_result(&body.statements, result, scope))
    }

    /// Whether the result of a body is tabular: its names may be declared by the body's own `let`s.
    fn is_tabular_result(&self, statements: &[Statement], result: &ast::Expr, scope: &Rc<Scope<'a>>) -> bool {
        let name = match &result.kind {
            Syntax::Name(name) | Syntax::Call { name, .. } => name.as_str(),
            _ => return self.is_tabular(result, scope),
        };
        for (i, statement) in statements.iter().enumerate().rev() {
            if let StatementKind::Let { name: declared, value } = &statement.kind
                && declared.as_str() == name
            {
                return match value {
                    LetValue::Expr(expr) => self.is_tabular_result(&statements[..i], expr, scope),
                    LetValue::EntityGroup(_) => false,
                    LetValue::Function(function) => {
                        let inner = function.body.result.as_ref();
                        inner.is_some_and(|result| {
                            self.is_tabular_result(&function.body.statements, result, scope)
                                || self.is_tabular_result(&statements[..i], result, scope)
                        })
                    }
                };
            }
        }
        self.is_tabular(result, scope)
    }

    /// `database("x")`, `cluster("c").database("d")`, `workspace("w")`, `app("a")`, or an entity of `macro-expand` that
    /// is one of these.
    pub(crate) fn is_database(&self, expr: &ast::Expr, scope: &Rc<Scope<'a>>) -> bool {
        match &expr.kind {
            // A pattern may be called `app` or `database`.
            Syntax::Call { name, .. } => {
                matches!(name.as_str(), "database" | "cluster" | "workspace" | "app")
                    && self.pattern_call(expr, scope).is_none()
            }
            Syntax::ScopedCall { scope: base, name, .. } => {
                name.as_str() == "database" && self.is_database(base, scope)
            }
            Syntax::Name(name) => match scope.find(name.as_str()) {
                Some(Binding::Entity(entity)) => self.is_database(entity, scope),
                _ => false,
            },
            _ => false,
        }
    }

    /// The pattern that an expression calls, and the arguments.
    pub(crate) fn pattern_call<'e>(
        &self,
        expr: &'e ast::Expr,
        scope: &Rc<Scope<'a>>,
    ) -> Option<(Rc<PatternBinding<'a>>, &'e [ast::Argument])> {
        match &expr.kind {
            Syntax::Call { name, args } => match scope.find(name.as_str()) {
                Some(Binding::Pattern(pattern)) => Some((pattern, args)),
                _ => None,
            },
            _ => None,
        }
    }
}
