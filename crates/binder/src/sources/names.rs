//! Names and calls where a table is expected.

use std::rc::Rc;

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::Value;
use lurcher_syntax::ast::{self, ExprKind as Syntax};

use crate::binder::Binder;
use crate::calls::Outcome;
use crate::codes;
use crate::expressions::Context;
use crate::relation::Relation;
use crate::scope::{Binding, Scope};
use crate::suggestions;

impl<'a> Binder<'a> {
    /// A table, a `let` table, or a function without arguments.
    pub(super) fn bind_table_name(&self, name: &'a ast::Name, scope: &Rc<Scope<'a>>) -> Relation {
        let text = name.as_str();
        match scope.find(text) {
            Some(Binding::Tabular(binding)) => return self.read_binding(&binding, name.span),
            Some(Binding::Function(function)) => {
                let outcome = self.call_let(&function, None, &[], name.span, Context::constant(scope));
                return self.table_outcome(outcome, text, name.span);
            }
            // A function that nobody knows may give a table.
            Some(Binding::Scalar(value)) if self.is_broken(&value) => return Relation::broken(),
            Some(Binding::Scalar(_) | Binding::Step(_) | Binding::Graph(..)) => {
                let message = format!("A tabular expression is expected here, '{text}' is a scalar.");
                self.error(codes::TABLE_EXPECTED, name.span, message);
                return Relation::broken();
            }
            Some(Binding::Pattern(_)) => {
                let message = format!("The pattern '{text}' needs arguments.");
                self.error(codes::PATTERN_ARGUMENTS, name.span, message);
                return Relation::broken();
            }
            Some(Binding::Entity(entity)) if !self.is_database(entity, scope) => {
                return self.bind_tabular(entity, scope);
            }
            Some(Binding::EntityGroup(_) | Binding::Entity(_)) => {
                let message = format!("A tabular expression is expected here, '{text}' is not one.");
                self.error(codes::TABLE_EXPECTED, name.span, message);
                return Relation::broken();
            }
            None => {}
        }
        if !scope.allows_stored(text) {
            self.unknown_table(text, name.span, scope);
            return Relation::broken();
        }
        if let Some(relation) = self.bind_stored_table(text, name.span) {
            return relation;
        }
        let mark = self.mark();
        if let Some(function) = self.stored_function(text, name.span) {
            let outcome = self.call_stored(&function, None, &[], name.span, Context::constant(scope));
            return self.table_outcome(outcome, text, name.span);
        }
        if self.failed_since(mark) {
            return Relation::broken();
        }
        self.unknown_table(text, name.span, scope);
        Relation::broken()
    }

    fn unknown_table(&self, name: &str, span: Span, scope: &Rc<Scope<'a>>) {
        let suggestion = self.unless_forgiven(span, || self.nearest_table(name, scope));
        let message = format!("The name '{name}' does not refer to any known table, tabular variable or function.");
        self.report(Diagnostic::error(codes::UNKNOWN_TABLE, span, message).with_suggestion(suggestion));
    }

    /// The table or function that somebody perhaps meant who wrote `name`.
    pub(crate) fn nearest_table(&self, name: &str, scope: &Scope<'a>) -> Option<String> {
        let catalog = &self.env.catalog;
        let known = catalog.table_names().into_iter().chain(catalog.function_names()).map(|n| n.to_string());
        let known = known.filter(|name| scope.allows_stored(name));
        suggestions::nearest(name, known.chain(scope.names()))
    }

    /// The tabular function that somebody perhaps meant who wrote `name`.
    pub(crate) fn nearest_function(&self, name: &str, scope: &Scope<'a>) -> Option<String> {
        let known = self.env.catalog.function_names().into_iter().map(|n| n.to_string());
        suggestions::nearest(name, known.chain(scope.names()))
    }

    /// A suggestion for a message, unless the message may be one that a fuzzy union forgives: looking for a name among
    /// a thousand takes as long as binding a whole parser. Once it was looked for at a place, it is known.
    pub(crate) fn unless_forgiven(&self, span: Span, suggestion: impl FnOnce() -> Option<String>) -> Option<String> {
        if self.forgiving.get() > 0 {
            return None;
        }
        let known = self.nearest.borrow().get(&span).cloned();
        known.unwrap_or_else(|| {
            let nearest = suggestion();
            self.nearest.borrow_mut().insert(span, nearest.clone());
            nearest
        })
    }

    /// `name(args)` where a table is expected.
    pub(super) fn bind_tabular_call(
        &self,
        name: &'a ast::Name,
        args: &'a [ast::Argument],
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let ctx = Context::constant(scope);
        if let Some(Binding::Function(function)) = scope.find(name.as_str()) {
            let outcome = self.call_let(&function, None, args, span, ctx);
            return self.table_outcome(outcome, name.as_str(), span);
        }
        if let Some(Binding::Pattern(pattern)) = scope.find(name.as_str()) {
            let outcome = self.call_pattern(&pattern, args, None, span);
            return self.table_outcome(outcome, name.as_str(), span);
        }
        if name.as_str() != "materialize" && name.as_str() != "table" && !scope.allows_stored(name.as_str()) {
            let message = format!("The name '{}' does not refer to any known function.", name.as_str());
            self.error(codes::UNKNOWN_FUNCTION, name.span, message);
            return Relation::broken();
        }
        match (name.as_str(), args) {
            ("materialize", [arg]) => return self.bind_rows(&arg.value, scope),
            ("table", [arg, ..]) => return self.bind_table_call(arg, scope),
            ("_GetWatchlist", [arg, ..]) => return self.bind_watchlist(arg, span, scope),
            _ => {}
        }
        let mark = self.mark();
        if let Some(function) = self.stored_function(name.as_str(), name.span) {
            let outcome = self.call_stored(&function, None, args, span, ctx);
            return self.table_outcome(outcome, name.as_str(), span);
        }
        if self.failed_since(mark) {
            return Relation::broken();
        }
        if args.is_empty()
            && let Some(Binding::Tabular(binding)) = scope.find(name.as_str())
        {
            return self.read_binding(&binding, span);
        }
        if self.env.functions.exists_in_kusto(name.as_str()) {
            self.not_implemented(name.span, &format!("The function '{}'", name.as_str()));
            return Relation::broken();
        }
        let suggestion = self.unless_forgiven(name.span, || self.nearest_function(name.as_str(), scope));
        let message = format!("The name '{}' does not refer to any known function.", name.as_str());
        self.report(Diagnostic::error(codes::UNKNOWN_FUNCTION, name.span, message).with_suggestion(suggestion));
        Relation::broken()
    }

    pub(crate) fn table_outcome(&self, outcome: Option<Outcome>, name: &str, span: Span) -> Relation {
        match outcome {
            Some(Outcome::Table(relation)) => *relation,
            Some(Outcome::Scalar(_)) => {
                let message = format!("A tabular expression is expected here, '{name}' gives a scalar.");
                self.error(codes::TABLE_EXPECTED, span, message);
                Relation::broken()
            }
            None => Relation::broken(),
        }
    }

    /// `table("name")`.
    fn bind_table_call(&self, arg: &'a ast::Argument, scope: &Rc<Scope<'a>>) -> Relation {
        let Some(Value::String(name)) = self.bind_constant(&arg.value, scope) else { return Relation::broken() };
        if scope.allows_stored(&name)
            && let Some(relation) = self.bind_stored_table(&name, arg.span)
        {
            return relation;
        }
        self.unknown_table(&name, arg.span, scope);
        Relation::broken()
    }

    /// `database("d").T`, `workspace("w").T`: there is one workspace, so the scope says nothing.
    pub(super) fn bind_scoped_table(&self, expr: &'a ast::Expr, scope: &Rc<Scope<'a>>) -> Relation {
        match &expr.kind {
            Syntax::Path { base, member } if self.is_database(base, scope) => self.bind_table_name(member, scope),
            Syntax::Path { base, member } if self.pattern_call(base, scope).is_some() => {
                let Some((pattern, args)) = self.pattern_call(base, scope) else { return Relation::broken() };
                let outcome = self.call_pattern(&pattern, args, Some(member.as_str()), expr.span);
                self.table_outcome(outcome, &pattern.name, expr.span)
            }
            Syntax::ScopedCall { scope: base, name, args } if self.is_database(base, scope) => {
                self.bind_tabular_call(name, args, expr.span, scope)
            }
            _ => self.no_table(expr),
        }
    }
}
