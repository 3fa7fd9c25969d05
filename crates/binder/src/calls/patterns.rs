//! Calls of patterns: `p("a").b`. <https://learn.microsoft.com/kusto/query/pattern-statement>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::Value;
use lurcher_syntax::ast::{self, ExprKind as Syntax, Literal};

use super::Outcome;
use crate::binder::Binder;
use crate::bound::Expr;
use crate::codes;
use crate::scope::{Binding, PatternBinding, Scope};

impl<'a> Binder<'a> {
    /// What the arguments, and the one behind the dot, stand for.
    pub(crate) fn call_pattern(
        &self,
        binding: &Rc<PatternBinding<'a>>,
        args: &[ast::Argument],
        path: Option<&str>,
        span: Span,
    ) -> Option<Outcome> {
        let mut values = Vec::with_capacity(args.len());
        for arg in args {
            match text(&arg.value) {
                Some(value) => values.push(value),
                None => {
                    self.error(codes::LITERAL_EXPECTED, arg.span, "The expression must be a literal.");
                    return None;
                }
            }
        }
        let Some(pattern) = binding.pattern else { return self.undeclared_pattern(&binding.name, &values, path, span) };
        if values.len() != pattern.params.len() {
            let count = pattern.params.len();
            let message = format!("{count} argument{} expected.", if count == 1 { "" } else { "s" });
            self.error(codes::PATTERN_ARGUMENTS, span, message);
            return None;
        }
        let found = pattern.matches.iter().find(|m| {
            let same = m.values.len() == values.len() && m.values.iter().zip(&values).all(|(m, v)| text(m) == Some(*v));
            same && m.path.as_ref().and_then(text) == path
        });
        let Some(found) = found else { return self.undeclared_pattern(&binding.name, &values, path, span) };
        let scope = Scope::child(&binding.scope);
        let declare = |parameter: &ast::Parameter, value: &str| {
            let literal = Expr::literal(Value::String(value.into()), parameter.span);
            scope.declare(parameter.name.as_str(), Binding::Scalar(literal));
        };
        pattern.params.iter().zip(&values).for_each(|(parameter, value)| declare(parameter, value));
        pattern.path.iter().zip(path).for_each(|(parameter, value)| declare(parameter, value));
        self.bind_body(&found.body.statements, found.body.result.as_ref(), scope, span)
    }

    /// Reports arguments for which nothing is declared, as the service tells them to who calls it.
    fn undeclared_pattern(&self, name: &str, values: &[&str], path: Option<&str>, span: Span) -> Option<Outcome> {
        let values: Vec<String> = values.iter().map(|v| format!("'{v}'")).collect();
        let path = path.map(|p| format!(".['{p}']")).unwrap_or_default();
        let message = format!(
            "One or more pattern references were not declared. Detected pattern references: [\"{name}({}){path}\"]",
            values.join(", ")
        );
        self.error(codes::UNDECLARED_PATTERN, span, message);
        None
    }
}

/// The text of a string literal.
fn text(expr: &ast::Expr) -> Option<&str> {
    match &expr.kind {
        Syntax::Literal(Literal::String(text)) => Some(text),
        _ => None,
    }
}
