//! Statements.

use super::Printer;
use crate::ast::{
    Body, Expr, Function, LetValue, Parameter, ParameterType, Pattern, PatternMatch, Query, Statement, StatementKind,
};

impl Printer {
    pub fn query(&mut self, query: &Query) -> &mut Self {
        for (n, statement) in query.statements.iter().enumerate() {
            if n > 0 {
                self.text(";\n");
            }
            self.statement(statement);
        }
        self
    }

    fn statement(&mut self, statement: &Statement) -> &mut Self {
        match &statement.kind {
            StatementKind::Let { name, value: LetValue::Expr(value) } => {
                self.text("let ").name(name).text(" = ").pipe(value)
            }
            StatementKind::Let { name, value: LetValue::Function(function) } => {
                self.text("let ").name(name).text(" = ").function(function)
            }
            StatementKind::Let { name, value: LetValue::EntityGroup(members) } => {
                self.text("let ").name(name).text(" = ").entity_group(members)
            }
            StatementKind::Set { name, value: None } => self.text("set ").name(name),
            StatementKind::Set { name, value: Some(value) } => self.text("set ").name(name).text(" = ").expr(value),
            StatementKind::DeclareQueryParameters(params) => self.text("declare query_parameters ").parameters(params),
            StatementKind::DeclarePattern { name, pattern: None } => self.text("declare pattern ").name(name),
            StatementKind::DeclarePattern { name, pattern: Some(pattern) } => {
                self.text("declare pattern ").name(name).text(" = ").pattern(pattern)
            }
            StatementKind::Alias { name, value } => self.text("alias database ").name(name).text(" = ").expr(value),
            StatementKind::Restrict(entities) => self.text("restrict access to (").list(entities, Self::expr).text(")"),
            StatementKind::Expr(expr) => self.pipe(expr),
            StatementKind::Command(text) => self.text(text),
            StatementKind::Broken => self.text("?"),
        }
    }

    fn function(&mut self, function: &Function) -> &mut Self {
        self.text(if function.view { "view " } else { "" }).parameters(&function.params).text(" ").body(&function.body)
    }

    /// `(name: type = default, …)`
    pub fn parameters(&mut self, params: &[Parameter]) -> &mut Self {
        self.text("(").list(params, Self::parameter).text(")")
    }

    fn parameter(&mut self, param: &Parameter) -> &mut Self {
        self.name(&param.name).text(": ");
        match &param.ty {
            ParameterType::Tabular(schema) => self.open_schema(schema),
            ParameterType::Scalar { ty, default: None } => self.text(ty.kind.name()),
            ParameterType::Scalar { ty, default: Some(default) } => self.text(ty.kind.name()).text(" = ").expr(default),
        }
    }

    /// `entity_group [members]`
    pub fn entity_group(&mut self, members: &[Expr]) -> &mut Self {
        self.text("entity_group [").list(members, Self::expr).text("]")
    }

    fn pattern(&mut self, pattern: &Pattern) -> &mut Self {
        self.parameters(&pattern.params);
        if let Some(path) = &pattern.path {
            self.text("[").parameter(path).text("]");
        }
        self.text(" { ");
        for PatternMatch { values, path, body, .. } in &pattern.matches {
            self.text("(").list(values, Self::expr).text(")");
            if let Some(path) = path {
                self.text(".[").expr(path).text("]");
            }
            self.text(" = ").body(body).text("; ");
        }
        self.text("}")
    }

    fn body(&mut self, body: &Body) -> &mut Self {
        self.text("{ ").statements(body).text(" }")
    }

    /// Statements and a result, on one line.
    pub fn statements(&mut self, body: &Body) -> &mut Self {
        self.inline += 1;
        for statement in &body.statements {
            self.statement(statement).text("; ");
        }
        if let Some(result) = &body.result {
            self.pipe(result);
        }
        self.inline -= 1;
        self
    }
}
