//! Arguments of functions that the query or the workspace defines: by place or by name, with defaults, scalars and
//! tables.

use std::rc::Rc;
use std::sync::Arc;

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::{Column, ScalarType, StoredFunction, StoredParameterType, Value};
use lurcher_syntax::ast;

use crate::binder::Binder;
use crate::bound::Expr;
use crate::codes;
use crate::expressions::{Context, scalar_type};
use crate::scope::{Binding, Scope, TabularBinding, TabularSource};
use crate::suggestions;

/// Parameters with what they are bound to.
pub(crate) type BoundArguments<'a> = Vec<(String, Binding<'a>)>;

/// A parameter of a user-defined function.
pub(crate) struct ParameterSpec<'a> {
    name: String,
    kind: ParameterKind<'a>,
}

enum ParameterKind<'a> {
    Scalar { ty: ScalarType, default: Option<DefaultValue<'a>> },
    Table(Vec<Column>),
    Column { default: Option<DefaultValue<'a>> },
}

/// What a parameter is where a call does not give it.
enum DefaultValue<'a> {
    Expr(&'a ast::Expr),
    /// A text of that file, which is parsed only where it is needed: a call of a parser gives most.
    Text(Arc<str>, Arc<str>),
}

/// An argument as a call gives it.
pub(crate) enum Given<'a> {
    /// An expression of the query.
    Expr(&'a ast::Expr),
    /// The rows that flow into `invoke`.
    Table(Rc<TabularBinding<'a>>),
}

impl<'a> Binder<'a> {
    /// The parameters of a function that `let` declares.
    pub(super) fn let_parameters(&self, params: &'a [ast::Parameter]) -> Vec<ParameterSpec<'a>> {
        let spec = |p: &'a ast::Parameter| ParameterSpec {
            name: p.name.as_str().to_owned(),
            kind: match &p.ty {
                ast::ParameterType::Scalar { ty, default } => ParameterKind::Scalar {
                    ty: scalar_type(&ty.kind),
                    default: default.as_ref().map(DefaultValue::Expr),
                },
                ast::ParameterType::Tabular(schema) => {
                    let columns = schema.columns.iter();
                    let columns = columns.map(|c| Column::new(c.name.as_str(), scalar_type(&c.ty.kind)));
                    ParameterKind::Table(columns.collect())
                }
            },
        };
        params.iter().map(spec).collect()
    }

    /// The parameters of a stored function.
    pub(super) fn stored_parameters(&self, function: &StoredFunction) -> Vec<ParameterSpec<'a>> {
        let spec = |p: &lurcher_symbols::StoredParameter| {
            let default = p.default.as_ref().map(|text| DefaultValue::Text(function.file.clone(), text.clone()));
            ParameterSpec {
                name: p.name.to_string(),
                kind: match &p.ty {
                    StoredParameterType::Scalar(ty) => ParameterKind::Scalar { ty: *ty, default },
                    StoredParameterType::Table(columns) => ParameterKind::Table(columns.clone()),
                    StoredParameterType::Column => ParameterKind::Column { default },
                },
            }
        };
        function.parameters.iter().map(spec).collect()
    }

    /// Gives every parameter its argument. `first` is what flows into `invoke`. `None` after a mistake, which is
    /// reported.
    pub(super) fn bind_arguments(
        &self,
        name: &str,
        parameters: &[ParameterSpec<'a>],
        first: Option<Rc<TabularBinding<'a>>>,
        args: &'a [ast::Argument],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Option<BoundArguments<'a>> {
        let given = self.assign_arguments(name, parameters, first, args, span)?;
        let mut bound = Vec::with_capacity(parameters.len());
        for (parameter, given) in parameters.iter().zip(given) {
            bound.push((parameter.name.clone(), self.bind_argument(name, parameter, given, span, ctx)?));
        }
        Some(bound)
    }

    fn assign_arguments(
        &self,
        name: &str,
        parameters: &[ParameterSpec<'a>],
        first: Option<Rc<TabularBinding<'a>>>,
        args: &'a [ast::Argument],
        span: Span,
    ) -> Option<Vec<Option<Given<'a>>>> {
        let mut given: Vec<Option<Given<'a>>> = parameters.iter().map(|_| None).collect();
        if let (Some(table), Some(slot)) = (first, given.first_mut()) {
            *slot = Some(Given::Table(table));
        }
        for arg in args {
            let place = match &arg.name {
                // Whatever was given by name before, an unnamed argument goes to the first parameter without one.
                None => given.iter().position(Option::is_none).unwrap_or(given.len()),
                Some(label) => match parameters.iter().position(|p| p.name == label.as_str()) {
                    Some(place) => place,
                    None => {
                        let message = format!("The function '{name}' has no parameter named '{}'.", label.as_str());
                        let near = suggestions::nearest(label.as_str(), parameters.iter().map(|p| p.name.clone()));
                        let diagnostic = Diagnostic::error(codes::UNKNOWN_PARAMETER, label.span, message);
                        self.report(diagnostic.with_suggestion(near));
                        return None;
                    }
                },
            };
            match given.get_mut(place) {
                Some(slot @ None) => *slot = Some(Given::Expr(&arg.value)),
                Some(Some(_)) => {
                    let message = format!("The parameter '{}' is given twice.", parameters[place].name);
                    self.error(codes::ARGUMENT_ORDER, arg.span, message);
                    return None;
                }
                None => {
                    let count = parameters.len();
                    let plural = if count == 1 { "" } else { "s" };
                    let message = format!("The function '{name}' expects {count} argument{plural}.");
                    self.error(codes::ARGUMENT_COUNT, span, message);
                    return None;
                }
            }
        }
        Some(given)
    }

    fn bind_argument(
        &self,
        function: &str,
        parameter: &ParameterSpec<'a>,
        given: Option<Given<'a>>,
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Option<Binding<'a>> {
        match (&parameter.kind, given) {
            (ParameterKind::Scalar { ty, .. }, Some(Given::Expr(expr))) => {
                let value = self.bind_expr(expr, ctx);
                Some(Binding::Scalar(self.convert(value, *ty)))
            }
            // The name of a column is that column, whatever else has the name.
            (ParameterKind::Column { .. }, Some(Given::Expr(expr))) => {
                let name = expr.as_name().map(|name| Expr::literal(Value::String(name.as_str().into()), expr.span));
                let value = name.unwrap_or_else(|| self.bind_expr(expr, ctx));
                Some(Binding::Scalar(self.expect_type(value, ScalarType::String)))
            }
            (ParameterKind::Column { default: Some(default) }, None) => {
                let Some(default) = self.default_of(default) else {
                    return self.no_argument(function, parameter, span);
                };
                Some(Binding::Scalar(self.bind_expr(default, Context::constant(&self.root_scope()))))
            }
            (ParameterKind::Scalar { ty, default: Some(default) }, None) => {
                let Some(default) = self.default_of(default) else {
                    return self.no_argument(function, parameter, span);
                };
                let value: Expr = self.bind_expr(default, Context::constant(&self.root_scope()));
                let fits = value.ty == *ty || (value.ty.is_numeric() && ty.is_numeric());
                if !fits && !self.is_broken(&value) {
                    self.wrong_type(value.span, ty.name(), value.ty);
                    return None;
                }
                Some(Binding::Scalar(self.convert(value, *ty)))
            }
            (ParameterKind::Table(declared), Some(Given::Expr(expr))) => {
                if !self.is_tabular(expr, ctx.scope) {
                    let message = format!("The parameter '{}' of '{function}' takes a table.", parameter.name);
                    self.error(codes::TABLE_EXPECTED, expr.span, message);
                    return None;
                }
                let binding = self.tabular_binding(TabularSource::Expr(expr), ctx.scope);
                Some(Binding::Tabular(Rc::new(TabularBinding { declared: Some(declared.clone()), ..binding })))
            }
            (ParameterKind::Table(_), Some(Given::Table(table))) => Some(Binding::Tabular(table)),
            (_, None) => self.no_argument(function, parameter, span),
            (ParameterKind::Scalar { .. } | ParameterKind::Column { .. }, Some(Given::Table(_))) => {
                let message = format!("The first parameter of '{function}' takes no table.");
                self.error(codes::TABLE_EXPECTED, span, message);
                None
            }
        }
    }

    fn default_of(&self, default: &DefaultValue<'a>) -> Option<&'a ast::Expr> {
        match default {
            DefaultValue::Expr(expr) => Some(expr),
            DefaultValue::Text(file, text) => self.parse_default(file, text),
        }
    }

    fn no_argument(&self, function: &str, parameter: &ParameterSpec<'a>, span: Span) -> Option<Binding<'a>> {
        let message = format!("The function '{function}' needs an argument for '{}'.", parameter.name);
        self.error(codes::ARGUMENT_COUNT, span, message);
        None
    }

    /// A scope inside `parent` with the arguments in it.
    pub(super) fn argument_scope(&self, parent: &Rc<Scope<'a>>, arguments: BoundArguments<'a>) -> Rc<Scope<'a>> {
        let scope = Scope::child(parent);
        for (name, binding) in arguments {
            scope.declare(&name, binding);
        }
        scope
    }
}
