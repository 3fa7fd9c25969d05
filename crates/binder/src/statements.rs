//! Statements: what `let` and its relatives declare, and the results of a query.

use std::collections::HashSet;
use std::rc::Rc;

use lurcher_symbols::{FunctionKind, ScalarType, Value};
use lurcher_syntax::ast::{self, ExprKind, LetValue, StatementKind};

use crate::binder::Binder;
use crate::bound::{BoundQuery, BoundResult, Expr};
use crate::codes;
use crate::expressions::{Context, is_null, scalar_type};
use crate::relation::Relation;
use crate::scope::{Binding, LetFunction, PatternBinding, Restriction, Scope, TabularSource};

/// The request properties that `bin_auto()` reads: the width of a bin, and where one begins.
pub(crate) const BIN_AUTO: [&str; 2] = ["query_bin_auto_size", "query_bin_auto_at"];

/// What a scope calls a request property: no name of a query has a space.
pub(crate) fn property(name: &str) -> String {
    format!("set {name}")
}

impl<'a> Binder<'a> {
    /// Binds a whole query.
    pub fn bind_query(&self, query: &'a ast::Query) -> BoundQuery {
        let mut scope = self.root_scope();
        let mut results = Vec::new();
        self.check_duplicates(&query.statements);
        for statement in &query.statements {
            match &statement.kind {
                StatementKind::Expr(expr) => {
                    if !self.is_tabular(expr, &scope) && self.is_scalar_name(expr, &scope) {
                        self.error(
                            codes::TABLE_EXPECTED,
                            expr.span,
                            "A query must be tabular; 'print' shows a scalar.",
                        );
                        continue;
                    }
                    results.extend(self.bind_results(expr, &scope));
                }
                StatementKind::Command(_) => {
                    self.not_implemented(statement.span, "A management command in a query");
                }
                _ => scope = self.bind_statement(statement, scope),
            }
        }
        if results.is_empty() && !self.has_reported() {
            self.error(codes::NO_QUERY, query.span, "The query has no tabular expression that gives a result.");
        }
        BoundQuery { results }
    }

    fn is_scalar_name(&self, expr: &ast::Expr, scope: &Rc<Scope<'a>>) -> bool {
        match expr.as_name() {
            Some(name) => match scope.find(name.as_str()) {
                Some(Binding::Scalar(value)) => !self.is_broken(&value),
                _ => false,
            },
            None => match &expr.kind {
                ExprKind::Call { name, .. } => {
                    let kinds = [FunctionKind::Scalar, FunctionKind::Aggregate, FunctionKind::Window];
                    kinds.iter().any(|kind| self.env.functions.find(*kind, name.as_str()).is_some())
                }
                ExprKind::Missing => false,
                _ => true,
            },
        }
    }

    /// The relation as a result that can be run.
    pub(crate) fn result_of(&self, mut relation: Relation) -> BoundResult {
        self.settle(&mut relation);
        let Relation { columns, openness, plan, visualization, .. } = relation;
        BoundResult { columns, open: openness.takes_all(), plan, visualization }
    }

    /// Binds the statements before a result, and returns the scope that they leave.
    pub(crate) fn bind_statements(&self, statements: &'a [ast::Statement], scope: Rc<Scope<'a>>) -> Rc<Scope<'a>> {
        self.check_duplicates(statements);
        statements.iter().fold(scope, |scope, statement| self.bind_statement(statement, scope))
    }

    /// Reports variables of one level that have the same name.
    fn check_duplicates(&self, statements: &[ast::Statement]) {
        let mut names: HashSet<&str> = HashSet::new();
        for statement in statements {
            if let StatementKind::Let { name, .. } = &statement.kind
                && !names.insert(name.as_str())
            {
                let message = format!("A variable with the name '{}' has already been declared.", name.as_str());
                self.error(codes::DUPLICATE_VARIABLE, name.span, message);
            }
        }
    }

    fn bind_statement(&self, statement: &'a ast::Statement, scope: Rc<Scope<'a>>) -> Rc<Scope<'a>> {
        match &statement.kind {
            StatementKind::Let { name, value } => {
                let binding = self.bind_let(name, value, &scope);
                let inner = Scope::child(&scope);
                inner.declare(name.as_str(), binding);
                inner
            }
            StatementKind::DeclareQueryParameters(parameters) => {
                let inner = Scope::child(&scope);
                for parameter in parameters {
                    self.declare_query_parameter(parameter, &inner);
                }
                inner
            }
            StatementKind::DeclarePattern { name, pattern } => {
                let inner = Scope::child(&scope);
                let pattern = pattern.as_ref();
                let binding = PatternBinding { name: name.as_str().to_owned(), pattern, scope };
                inner.declare(name.as_str(), Binding::Pattern(Rc::new(binding)));
                inner
            }
            StatementKind::Alias { value, .. } => {
                if !self.is_database(value, &scope) {
                    self.error(codes::TABLE_EXPECTED, value.span, "A database is expected here.");
                }
                // `database("name")` is this database, whatever it is called.
                scope
            }
            StatementKind::Restrict(entities) => {
                let restriction = self.restriction(entities, &scope);
                Scope::restricted(&scope, restriction)
            }
            StatementKind::Set { name, value: Some(value) } if BIN_AUTO.contains(&name.as_str()) => {
                let value = self.bind_expr(value, Context::constant(&scope));
                let inner = Scope::child(&scope);
                inner.declare(&property(name.as_str()), Binding::Scalar(value));
                inner
            }
            // Other request properties steer the service; what they ask for changes no answer.
            StatementKind::Set { .. } | StatementKind::Broken => scope,
            StatementKind::Expr(expr) => {
                self.error(
                    codes::NO_QUERY,
                    expr.span,
                    "Only the last statement of a function's body may be an expression.",
                );
                scope
            }
            StatementKind::Command(_) => {
                self.not_implemented(statement.span, "A management command in a function");
                scope
            }
        }
    }

    fn bind_let(&self, name: &'a ast::Name, value: &'a LetValue, scope: &Rc<Scope<'a>>) -> Binding<'a> {
        match value {
            LetValue::Function(function) => Binding::Function(Rc::new(LetFunction {
                name: name.as_str().to_owned(),
                function,
                scope: scope.clone(),
            })),
            LetValue::EntityGroup(members) => Binding::EntityGroup(members),
            LetValue::Expr(expr) if self.is_tabular(expr, scope) => {
                Binding::Tabular(Rc::new(self.tabular_binding(TabularSource::Expr(expr), scope)))
            }
            LetValue::Expr(expr) => {
                let ctx = Context::constant(scope);
                let value = match self.call_columns(expr, ctx).as_deref() {
                    None => self.bind_expr(expr, ctx),
                    Some([(_, only)]) => only.clone(),
                    Some(_) => {
                        let message = "The multi-valued expression cannot be assigned to a variable.";
                        self.error(codes::SEVERAL_VALUES, expr.span, message);
                        self.broken(expr.span)
                    }
                };
                Binding::Scalar(value)
            }
        }
    }

    /// What `restrict access to (…)` leaves visible: what the query declares by its names, what is stored by its names
    /// or behind a database.
    fn restriction(&self, entities: &[ast::Expr], scope: &Rc<Scope<'a>>) -> Restriction {
        let mut restriction = Restriction::default();
        for entity in entities {
            match &entity.kind {
                // A wildcard alone means what the query declares.
                ExprKind::Star => restriction.declared.push("*".to_owned()),
                ExprKind::Wildcard(pattern) => restriction.declared.push(pattern.to_string()),
                ExprKind::Name(name) => {
                    let declared = scope.find(name.as_str()).is_some();
                    let names = if declared { &mut restriction.declared } else { &mut restriction.stored };
                    names.push(name.as_str().to_owned());
                }
                ExprKind::Path { base, member } if self.is_database(base, scope) => {
                    restriction.stored.push(member.as_str().to_owned());
                }
                _ => {
                    self.error(codes::TABLE_EXPECTED, entity.span, "A table, a function or a pattern is expected here.")
                }
            }
        }
        restriction
    }

    /// `declare query_parameters (name:type = default)`: the session's value, or the default.
    fn declare_query_parameter(&self, parameter: &'a ast::Parameter, scope: &Rc<Scope<'a>>) {
        let ast::ParameterType::Scalar { ty, default } = &parameter.ty else {
            self.error(codes::SCALAR_EXPECTED, parameter.span, "A query parameter must be a scalar.");
            return;
        };
        let ty = scalar_type(&ty.kind);
        let given = self.env.parameters.get(parameter.name.as_str());
        let value = match (given, default) {
            (Some(value), _) => self.given_parameter(parameter, value, ty),
            (None, Some(default)) => self.bind_expr(default, Context::constant(scope)),
            (None, None) => {
                let message = format!("The query parameter '{}' has no value.", parameter.name.as_str());
                self.error(codes::BAD_PARAMETER, parameter.span, message);
                Expr::literal(Value::missing(ty), parameter.span)
            }
        };
        scope.declare(parameter.name.as_str(), Binding::Scalar(self.convert(value, ty)));
    }

    /// The session's value of a parameter. A text is read as the parameter's type; `type(text)` is the same.
    fn given_parameter(&self, parameter: &ast::Parameter, value: &Value, ty: ScalarType) -> Expr {
        let literal = Expr::literal(value.clone(), parameter.span);
        let Some(text) = value.as_str().filter(|_| ty != ScalarType::String) else { return literal };
        let inner = text.strip_prefix(ty.name()).and_then(|rest| rest.strip_prefix('(')?.strip_suffix(')'));
        let text = inner.unwrap_or(text).trim();
        let literal = Expr::literal(Value::String(text.into()), parameter.span);
        let read = match ty {
            ScalarType::Dynamic => self.call_builtin("parse_json", vec![literal], parameter.span),
            _ => self.convert(literal, ty),
        };
        if is_null(&read) && !text.is_empty() && text != "null" {
            let message =
                format!("The query parameter '{}' is of type {ty}, '{text}' is not.", parameter.name.as_str());
            self.error(codes::BAD_PARAMETER, parameter.span, message);
        }
        read
    }
}
