//! Calls: of built-in functions, of forms that the binder itself resolves, and of functions that the query or the
//! workspace defines.

mod aggregates;
mod arguments;
mod callee;
mod checks;
mod coercions;
mod columns;
mod folding;
mod forms;
mod overloads;
mod patterns;
mod refusals;
mod session;
mod stored;
mod windows;

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::{ArgumentKind, FunctionKind, FunctionSymbol, ScalarType};
use lurcher_syntax::ast::{self, ExprKind as Syntax, TypeOf};

pub(crate) use callee::Callee;
pub(crate) use folding::FoldedCalls;
pub(crate) use stored::Outcome;

use crate::binder::Binder;
use crate::bound::Expr;
use crate::codes;
use crate::expressions::{Calls, Context, scalar_type};
use crate::relation::Openness;
use crate::scope::Binding;
use crate::suggestions;

/// An argument of a built-in function.
#[derive(Debug, Clone)]
pub(crate) enum Arg {
    /// A value.
    Value(Expr),
    /// `typeof(…)`.
    Type(ScalarType, Span),
}

impl Arg {
    pub fn ty(&self) -> ScalarType {
        match self {
            Arg::Value(expr) => expr.ty,
            Arg::Type(ty, _) => *ty,
        }
    }

    pub fn span(&self) -> Span {
        match self {
            Arg::Value(expr) => expr.span,
            Arg::Type(_, span) => *span,
        }
    }
}

impl<'a> Binder<'a> {
    /// Binds `name(args)` where a scalar is expected.
    pub(crate) fn bind_call(
        &self,
        name: &'a ast::Name,
        args: &'a [ast::Argument],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Expr {
        if let Some(Binding::Function(function)) = ctx.scope.find(name.as_str()) {
            return self.call_let_scalar(&function, args, span, ctx);
        }
        if let Some(result) = self.bind_graph_call(name, args, span, ctx) {
            return result;
        }
        if let Some(result) = self.bind_form(name, args, span, ctx) {
            return result;
        }
        if let Calls::Aggregates(_) = ctx.calls
            && let Some(function) = self.env.functions.find(FunctionKind::Aggregate, name.as_str())
        {
            let callee = Callee::function(name.as_str(), name.span);
            return self.bind_aggregate(function, &callee, args, span, ctx);
        }
        if let Some(function) = self.env.functions.find(FunctionKind::Window, name.as_str()) {
            let callee = Callee::function(name.as_str(), name.span);
            return self.bind_window(function, &callee, args, span, ctx);
        }
        if let Some(values) = self.columns_of_name(name, args, span, ctx) {
            return self.only_value(values, span);
        }
        if let Some(function) = self.env.functions.find(FunctionKind::Scalar, name.as_str()) {
            let args = self.bind_scalar_args(function, args, ctx);
            return self.call_with(function, &Callee::function(name.as_str(), name.span), args, span);
        }
        if self.env.functions.find(FunctionKind::Aggregate, name.as_str()).is_some() {
            let message = format!("The aggregate function '{}' is not allowed in this context.", name.as_str());
            self.error(codes::AGGREGATE_NOT_ALLOWED, name.span, message);
            return self.broken(span);
        }
        let mark = self.mark();
        if ctx.scope.allows_stored(name.as_str())
            && let Some(function) = self.stored_function(name.as_str(), name.span)
        {
            return self.call_stored_scalar(&function, args, span, ctx);
        }
        if !self.failed_since(mark) {
            self.unknown_function(name, ctx);
        }
        self.broken(span)
    }

    fn unknown_function(&self, name: &ast::Name, ctx: Context<'_, 'a>) {
        // Never to be forgiven like a name that nobody knows: a fuzzy union would drop rows that Kusto has.
        if self.env.functions.exists_in_kusto(name.as_str()) {
            return self.not_implemented(name.span, &format!("The function '{}'", name.as_str()));
        }
        let kinds = [FunctionKind::Scalar, FunctionKind::Window, FunctionKind::Aggregate];
        let suggestion = self.unless_forgiven(name.span, || {
            let built_in = kinds.into_iter().flat_map(|kind| self.env.functions.names(kind)).map(str::to_owned);
            let stored = self.env.catalog.function_names().into_iter().map(|n| n.to_string());
            suggestions::nearest(name.as_str(), built_in.chain(ctx.scope.names()).chain(stored))
        });
        let message = format!("The name '{}' does not refer to any known function.", name.as_str());
        self.report(Diagnostic::error(codes::UNKNOWN_FUNCTION, name.span, message).with_suggestion(suggestion));
    }

    /// Binds the arguments of a built-in function: values and `typeof(…)`.
    pub(crate) fn bind_args(&self, args: &'a [ast::Argument], ctx: Context<'_, 'a>) -> Vec<Arg> {
        let named = |arg: &'a ast::Argument| {
            let bound = self.bind_arg(&arg.value, ctx);
            self.check_name(arg, bound.ty());
            bound
        };
        args.iter().map(named).collect()
    }

    /// As [`Self::bind_args`]; where the function takes `*`, that stands for all columns of the row. Of some nothing but
    /// columns may be an argument.
    fn bind_scalar_args(&self, function: &FunctionSymbol, args: &'a [ast::Argument], ctx: Context<'_, 'a>) -> Vec<Arg> {
        let takes = |kind| function.signatures.iter().flat_map(|s| s.parameters).any(|p| p.kind == kind);
        let takes_columns = takes(ArgumentKind::ColumnOrStar);
        if let ([star], Some(row)) = (args, ctx.row)
            && matches!(star.value.kind, Syntax::Star)
            && (takes_columns || takes(ArgumentKind::StarAllowed))
        {
            return match self.refuses_columns("*", star.span, ctx) {
                true => vec![Arg::Value(self.broken(star.span))],
                false => row.columns.iter().map(|column| Arg::Value(self.read(row, column, star.span))).collect(),
            };
        }
        let is_column = |arg: &ast::Argument| match (arg.value.as_name(), ctx.row) {
            (Some(name), Some(row)) => row.openness != Openness::Closed || row.column(name.as_str()).is_some(),
            (Some(_), None) | (None, _) => false,
        };
        match args.iter().find(|arg| takes_columns && !is_column(arg)) {
            Some(other) => {
                self.error(codes::COLUMN_EXPECTED, other.value.span, "Column name expected.");
                vec![Arg::Value(self.broken(other.value.span))]
            }
            None => self.bind_args(args, ctx),
        }
    }

    /// The name of an argument means nothing to a built-in function: that of a condition is a mistake.
    fn check_name(&self, arg: &ast::Argument, ty: ScalarType) {
        if let (Some(name), ScalarType::Bool) = (&arg.name, ty) {
            self.warn_of_name(name, arg.span);
        }
    }

    fn bind_arg(&self, value: &'a ast::Expr, ctx: Context<'_, 'a>) -> Arg {
        match &value.kind {
            Syntax::TypeOf(TypeOf::Scalar(name)) => Arg::Type(scalar_type(&name.kind), value.span),
            _ => Arg::Value(self.bind_expr(value, ctx)),
        }
    }

    /// A call of a built-in scalar function that is known to exist, over bound arguments.
    pub(crate) fn call_builtin(&self, name: &str, args: Vec<Expr>, span: Span) -> Expr {
        match self.env.functions.find(FunctionKind::Scalar, name) {
            Some(function) => self.call_function(function, args, span),
            None => {
                self.not_implemented(span, &format!("The function '{name}'"));
                self.broken(span)
            }
        }
    }

    /// A call of a function over bound values.
    pub(crate) fn call_function(&self, function: &'static FunctionSymbol, args: Vec<Expr>, span: Span) -> Expr {
        let callee = match function.kind {
            FunctionKind::Operator => Callee::operator(function.name, span),
            _ => Callee::function(function.name, span),
        };
        self.call_with(function, &callee, args.into_iter().map(Arg::Value).collect(), span)
    }
}
