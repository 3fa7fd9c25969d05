//! Aggregates inside `summarize` and its relatives.

use std::sync::Arc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionSymbol, OutputArgument, Outputs, ParameterType, ScalarType};
use lurcher_syntax::ast::{self, ExprKind as Syntax};

use super::{Arg, Callee};
use crate::binder::Binder;
use crate::bound::{AggregateCall, ColumnId, Expr};
use crate::codes;
use crate::expressions::{Calls, Context};
use crate::result_names::expression_name;

impl<'a> Binder<'a> {
    /// Binds an aggregate that makes one column, and returns that column. Equal calls share it.
    pub(super) fn bind_aggregate(
        &self,
        function: &'static FunctionSymbol,
        callee: &Callee<'_>,
        args: &'a [ast::Argument],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Expr {
        match self.aggregate_columns(function, callee, args, &[], span, ctx) {
            Some(columns) => match columns.first() {
                Some((_, id, ty)) => self.aggregated(*id, *ty, span),
                None => {
                    self.error(codes::SCALAR_EXPECTED, span, "'*' stands for no column here.");
                    self.broken(span)
                }
            },
            None => self.broken(span),
        }
    }

    /// A column that an aggregate makes.
    pub(crate) fn aggregated(&self, id: ColumnId, ty: ScalarType, span: Span) -> Expr {
        if self.is_marked_unknown(id) { self.broken(span) } else { Expr::column(id, ty, span) }
    }

    /// Binds an aggregate and returns all columns that it makes: proposed name (empty for an aggregate of one column),
    /// id, type. `keys` are the columns that `*` does not stand for: where nothing else is there, none is made.
    pub(crate) fn aggregate_columns(
        &self,
        function: &'static FunctionSymbol,
        callee: &Callee<'_>,
        args: &'a [ast::Argument],
        keys: &[Arc<str>],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Option<Vec<(String, ColumnId, ScalarType)>> {
        let Calls::Aggregates(calls) = ctx.calls else { return None };
        let inner = ctx.with_calls(Calls::Scalar);
        let outputs = self.env.functions.outputs(function);
        let arguments = self.aggregate_arguments(args, outputs, keys, inner)?;
        if arguments.is_empty() && !args.is_empty() {
            return Some(Vec::new());
        }
        let (values, names): (Vec<Expr>, Vec<Named>) = arguments.into_iter().unzip();
        let mark = self.mark();
        let typed: Vec<Arg> = values.iter().cloned().map(Arg::Value).collect();
        let overload = self.overload(function, callee, &typed)?;
        let result = self.call_type(&overload, &typed);
        // A row's columns are its arguments; any other function's are of one type.
        let is_open = self.leaves_open(function.signatures, &overload, &typed);
        let unknown: Vec<bool> = match outputs {
            Outputs::Row(_) => values.iter().map(|value| self.is_broken(value)).collect(),
            Outputs::One | Outputs::PerConstant { .. } => vec![is_open; values.len()],
        };
        for (arg, parameter) in args.iter().zip(&overload.parameters) {
            if parameter.ty == ParameterType::Exact(ScalarType::Bool) {
                self.check_name(arg, ScalarType::Bool);
            }
        }
        let values: Vec<Expr> =
            values.into_iter().zip(&overload.parameters).map(|(v, p)| self.coerce(v, p, None, result)).collect();
        if self.failed_since(mark) {
            return None;
        }
        let described: Vec<OutputArgument<'_>> = values
            .iter()
            .zip(&names)
            .map(|(v, named)| OutputArgument {
                place: named.place,
                name: named.name.as_deref(),
                ty: v.ty,
                constant: v.as_literal().filter(|_| named.simple),
            })
            .collect();
        let columns = match outputs {
            Outputs::One => vec![(String::new(), result)],
            several => several.columns(&described, result),
        };
        let known =
            calls.borrow().iter().find(|c| c.function == function && c.args == values).map(|c| c.outputs.clone());
        let ids = known.unwrap_or_else(|| {
            let ids: Vec<_> = columns.iter().map(|_| self.new_column()).collect();
            let types = columns.iter().map(|(_, ty)| *ty).collect();
            calls.borrow_mut().push(AggregateCall { function, args: values, outputs: ids.clone(), types, span });
            ids
        });
        ids.iter().zip(unknown).filter(|(_, unknown)| *unknown).for_each(|(id, _)| self.mark_unknown(*id));
        Some(columns.into_iter().zip(ids).map(|((name, ty), id)| (name, id, ty)).collect())
    }

    /// The arguments with what names the columns that they make; `*` stands for all columns that are neither keys nor
    /// given before it, and beside it none of these is given again. None after an error.
    fn aggregate_arguments(
        &self,
        args: &'a [ast::Argument],
        outputs: Outputs,
        keys: &[Arc<str>],
        ctx: Context<'_, 'a>,
    ) -> Option<Vec<(Expr, Named)>> {
        let mut arguments: Vec<(Expr, Named)> = Vec::new();
        // The columns that are given by themselves. Names tell them apart: two columns may hold the same value.
        let mut given: Vec<Arc<str>> = keys.to_vec();
        let is_star = |arg: &ast::Argument| matches!(arg.value.kind, Syntax::Star);
        let starred = args.iter().any(is_star);
        for (place, arg) in args.iter().enumerate() {
            if !is_star(arg) {
                let column = self.plain_column(&arg.value, ctx);
                // The value of a column is no part of a name, whether it is known or not.
                let simple = arg.value.as_literal().is_some() || (arg.value.as_name().is_some() && column.is_none());
                let is_extreme = outputs.has_extreme() && place == 0;
                if starred && !is_extreme && column.as_ref().is_some_and(|name| given.contains(name)) {
                    continue;
                }
                given.extend(column);
                let name = arg.name.as_ref().map(|n| n.as_str().to_owned());
                let name = name.or_else(|| expression_name(&arg.value, self.env.functions));
                arguments.push((self.bind_expr(&arg.value, ctx), Named { place, name, simple }));
                continue;
            }
            if !outputs.takes_star(place, args.len()) {
                self.error(codes::STAR_NOT_ALLOWED, arg.span, "The * syntax is not allowed here.");
                return None;
            }
            let Some(row) = ctx.row else { continue };
            for column in row.columns.iter().filter(|column| !given.contains(&column.name)) {
                let name = Some(column.name.to_string());
                arguments.push((self.read(row, column, arg.span), Named { place, name, simple: true }));
            }
            given.extend(row.columns.iter().map(|column| column.name.clone()));
        }
        Some(arguments)
    }

    /// The name of the column that an expression is the name of.
    pub(crate) fn plain_column(&self, expr: &ast::Expr, ctx: Context<'_, 'a>) -> Option<Arc<str>> {
        Some(ctx.row?.column(expr.as_name()?.as_str())?.name.clone())
    }
}

/// What an argument gives to the names of columns.
struct Named {
    /// Its place, or that of the star that stands for it.
    place: usize,
    /// Its name.
    name: Option<String>,
    /// Whether it is a literal or the name of a constant, so that its value may become part of a name.
    simple: bool,
}
