//! Statements: what `let` and its relatives declare, and the results of a query.

use std::cell::OnceCell;
use std::rc::Rc;

use lurcher_syntax::ast::{self, LetValue, StatementKind};

use crate::binder::Binder;
use crate::bound::{BoundQuery, BoundResult};
use crate::codes;
use crate::expressions::{Context, scalar_type};
use crate::relation::Relation;
use crate::scope::{Binding, LetFunction, Scope, TabularBinding, TabularSource};

impl<'a> Binder<'a> {
    /// Binds a whole query.
    pub fn bind_query(&self, query: &'a ast::Query) -> BoundQuery {
        let mut scope = self.root_scope();
        let mut results = Vec::new();
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
        if results.is_empty() && self.mark() == 0 {
            self.error(codes::NO_QUERY, query.span, "The query has no tabular expression that gives a result.");
        }
        BoundQuery { results }
    }

    fn is_scalar_name(&self, expr: &ast::Expr, scope: &Rc<Scope<'a>>) -> bool {
        match expr.as_name() {
            Some(name) => matches!(scope.find(name.as_str()), Some(Binding::Scalar(_))),
            None => !matches!(expr.kind, ast::ExprKind::Call { .. } | ast::ExprKind::Missing),
        }
    }

    /// The relation as a result that can be run.
    pub(crate) fn result_of(&self, mut relation: Relation) -> BoundResult {
        self.settle(&mut relation);
        BoundResult { columns: relation.columns, plan: relation.plan, visualization: relation.visualization }
    }

    /// Binds the statements before a result, and returns the scope that they leave.
    pub(crate) fn bind_statements(&self, statements: &'a [ast::Statement], scope: Rc<Scope<'a>>) -> Rc<Scope<'a>> {
        statements.iter().fold(scope, |scope, statement| self.bind_statement(statement, scope))
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
            StatementKind::Alias { .. } => {
                self.not_implemented(statement.span, "The 'alias' statement");
                scope
            }
            StatementKind::Restrict(_) => {
                self.not_implemented(statement.span, "The 'restrict' statement");
                scope
            }
            // Request properties steer the service; what they ask for changes no answer.
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
            LetValue::Expr(expr) if self.is_tabular(expr, scope) => Binding::Tabular(Rc::new(TabularBinding {
                expr: TabularSource::Expr(expr),
                scope: scope.clone(),
                declared: None,
                shared: OnceCell::new(),
            })),
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

    /// `declare query_parameters (name:type = default)`: the session's value, or the default.
    fn declare_query_parameter(&self, parameter: &'a ast::Parameter, scope: &Rc<Scope<'a>>) {
        let ast::ParameterType::Scalar { ty, default } = &parameter.ty else {
            self.error(codes::SCALAR_EXPECTED, parameter.span, "A query parameter must be a scalar.");
            return;
        };
        let ty = scalar_type(&ty.kind);
        let given = self.env.parameters.get(parameter.name.as_str());
        let value = match (given, default) {
            (Some(value), _) => crate::bound::Expr::literal(value.clone(), parameter.span),
            (None, Some(default)) => self.bind_expr(default, Context::constant(scope)),
            (None, None) => {
                let message = format!("The query parameter '{}' has no value.", parameter.name.as_str());
                self.error(codes::BAD_PARAMETER, parameter.span, message);
                return;
            }
        };
        scope.declare(parameter.name.as_str(), Binding::Scalar(self.convert(value, ty)));
    }
}
