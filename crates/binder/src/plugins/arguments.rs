//! The arguments of a plugin: by place, or by name.

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast;

use crate::binder::Binder;
use crate::bound::Expr;
use crate::codes;
use crate::expressions::Context;
use crate::relation::Relation;
use crate::scope::Scope;

/// What a call of a plugin gives for its parameters.
pub(crate) struct PluginArguments<'a> {
    given: Vec<Option<&'a ast::Expr>>,
    /// Unnamed arguments behind those that stand by their places.
    pub rest: Vec<&'a ast::Expr>,
}

impl<'a> PluginArguments<'a> {
    /// The argument of a parameter.
    pub fn get(&self, place: usize) -> Option<&'a ast::Expr> {
        self.given.get(place).copied().flatten()
    }
}

impl<'a> Binder<'a> {
    /// Gives each of `parameters` its argument: the first `required` must be there, the first `positional` may stand
    /// without their names. `None` after a mistake, which is reported.
    pub(crate) fn plugin_arguments(
        &self,
        plugin: &str,
        (required, positional): (usize, usize),
        parameters: &[&str],
        args: &'a [ast::Argument],
        span: Span,
    ) -> Option<PluginArguments<'a>> {
        let mut given: Vec<Option<&'a ast::Expr>> = vec![None; parameters.len()];
        let mut rest = Vec::new();
        for arg in args {
            let slot = match &arg.name {
                Some(name) => match parameters.iter().position(|p| *p == name.as_str()) {
                    Some(place) => &mut given[place],
                    None => {
                        let message = format!("The plugin '{plugin}' has no parameter named '{}'.", name.as_str());
                        self.error(codes::UNKNOWN_PARAMETER, name.span, message);
                        return None;
                    }
                },
                None => match given[..positional].iter_mut().find(|slot| slot.is_none()) {
                    Some(slot) => slot,
                    None => {
                        rest.push(&arg.value);
                        continue;
                    }
                },
            };
            if slot.replace(&arg.value).is_some() {
                let message = format!("The plugin '{plugin}' gets a parameter twice.");
                self.error(codes::ARGUMENT_ORDER, arg.span, message);
                return None;
            }
        }
        if given[..required].iter().any(Option::is_none) {
            let message = format!("The plugin '{plugin}' needs {}.", parameters[..required].join(", "));
            self.error(codes::ARGUMENT_RANGE, span, message);
            return None;
        }
        Some(PluginArguments { given, rest })
    }

    /// The column that an argument of a plugin names.
    pub(crate) fn plugin_column(&self, relation: &Relation, arg: &'a ast::Expr, scope: &Rc<Scope<'a>>) -> Expr {
        match arg.as_name() {
            Some(name) => self.column_of(relation, name, Context::row(scope, relation)),
            None => {
                self.error(codes::COLUMN_EXPECTED, arg.span, "Column name expected.");
                self.broken(arg.span)
            }
        }
    }

    /// A flag of a plugin; `None` after a mistake.
    pub(crate) fn plugin_flag(&self, arg: Option<&'a ast::Expr>, scope: &Rc<Scope<'a>>) -> Option<bool> {
        let Some(arg) = arg else { return Some(false) };
        match self.bind_constant(arg, scope)? {
            Value::Bool(flag) => Some(flag),
            null if null.is_null() => Some(false),
            other => {
                self.wrong_type(arg.span, ScalarType::Bool.name(), other.ty());
                None
            }
        }
    }
}
