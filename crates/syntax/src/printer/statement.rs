//! Statements.

use super::Printer;
use crate::ast::{Body, Function, LetValue, Parameter, ParameterType, Query, Statement, StatementKind};

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
            StatementKind::Set { name, value: None } => self.text("set ").name(name),
            StatementKind::Set { name, value: Some(value) } => self.text("set ").name(name).text(" = ").expr(value),
            StatementKind::DeclareQueryParameters(params) => self.text("declare query_parameters ").parameters(params),
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

    fn body(&mut self, body: &Body) -> &mut Self {
        self.text("{ ");
        self.inline += 1;
        for statement in &body.statements {
            self.statement(statement).text("; ");
        }
        if let Some(result) = &body.result {
            self.pipe(result).text(" ");
        }
        self.inline -= 1;
        self.text("}")
    }
}
