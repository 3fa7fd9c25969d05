//! Calls that the binder itself resolves: what they mean depends on the query, not on values.

use lurcher_diagnostics::Span;
use lurcher_symbols::ParameterType::{Exact, Scalar};
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{Parameter, ResultType, ScalarType, Signature, Value};
use lurcher_syntax::ast;

use super::{Arg, Callee};
use crate::binder::Binder;
use crate::bound::Expr;
use crate::codes;
use crate::expressions::Context;
use crate::relation::Openness;

const OFFSET: Parameter = Parameter::new("offset", Exact(ScalarType::TimeSpan));

/// `now()`, `now(offset)`
const NOW: &[Signature] = &[
    Signature { parameters: &[], result: ResultType::Exact(ScalarType::DateTime) },
    Signature { parameters: &[OFFSET], result: ResultType::Exact(ScalarType::DateTime) },
];

/// `ago(offset)`
const AGO: &[Signature] = &[Signature { parameters: &[OFFSET], result: ResultType::Exact(ScalarType::DateTime) }];

/// `column_ifexists(name, default)`
const COLUMN_IFEXISTS: &[Signature] = &[Signature {
    parameters: &[
        Parameter::new("columnName", Exact(ScalarType::String)).constant(),
        Parameter::new("defaultValue", Scalar),
    ],
    result: ResultType::Argument(1),
}];

/// `ingestion_time()`
const INGESTION_TIME: &[Signature] = &[Signature { parameters: &[], result: ResultType::Exact(ScalarType::DateTime) }];

impl<'a> Binder<'a> {
    /// The meaning of `name(args)` where it is such a call.
    pub(super) fn bind_form(
        &self,
        name: &'a ast::Name,
        args: &'a [ast::Argument],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Option<Expr> {
        let callee = Callee::function(name.as_str(), name.span);
        Some(match name.as_str() {
            "now" => self.bind_now(&callee, args, span, ctx),
            "ago" => self.bind_ago(&callee, args, span, ctx),
            "toscalar" => self.bind_toscalar(args, span, ctx),
            "column_ifexists" | "columnifexists" => self.bind_column_ifexists(&callee, args, span, ctx),
            "pack_all" => self.bind_pack_all(args, span, ctx),
            "bag_pack_columns" => self.bind_bag_pack_columns(args, span, ctx),
            "ingestion_time" => self.bind_ingestion_time(&callee, args, span, ctx),
            "materialize" => {
                self.error(codes::SCALAR_EXPECTED, span, "A scalar expression is expected here, this is tabular.");
                self.broken(span)
            }
            "column_names_of" => self.bind_column_names_of(args, span, ctx),
            "iscolumnexists" => self.bind_iscolumnexists(args, span, ctx),
            _ => return self.bind_session_form(name, args, span, ctx),
        })
    }

    /// `now([offset])`: the query's clock, read once.
    fn bind_now(&self, callee: &Callee<'_>, args: &'a [ast::Argument], span: Span, ctx: Context<'_, 'a>) -> Expr {
        let now = Expr::literal(Value::DateTime(self.env.now), span);
        match self.form_arguments(NOW, callee, args, ctx) {
            Some(mut values) => match values.pop() {
                Some(offset) => self.call_operator("+", vec![now, offset], span),
                None => now,
            },
            None => self.broken(span),
        }
    }

    fn bind_ago(&self, callee: &Callee<'_>, args: &'a [ast::Argument], span: Span, ctx: Context<'_, 'a>) -> Expr {
        let now = Expr::literal(Value::DateTime(self.env.now), span);
        match self.form_arguments(AGO, callee, args, ctx).and_then(|mut values| values.pop()) {
            Some(offset) => self.call_operator("-", vec![now, offset], span),
            None => self.broken(span),
        }
    }

    /// The bound arguments of a form, or a report of what is wrong with them.
    fn form_arguments(
        &self,
        signatures: &'static [Signature],
        callee: &Callee<'_>,
        args: &'a [ast::Argument],
        ctx: Context<'_, 'a>,
    ) -> Option<Vec<Expr>> {
        let bound = self.bind_args(args, ctx);
        self.choose(signatures, callee, &bound)?;
        let value = |arg| match arg {
            Arg::Value(value) => Some(value),
            Arg::Type(..) => None,
        };
        bound.into_iter().map(value).collect()
    }

    /// `toscalar(query)` runs the query first; of a scalar it is the scalar.
    fn bind_toscalar(&self, args: &'a [ast::Argument], span: Span, ctx: Context<'_, 'a>) -> Expr {
        let [arg] = args else { return self.wrong_count("toscalar", "1 argument", span) };
        if !self.is_tabular(&arg.value, ctx.scope) {
            let value = self.bind_expr(&arg.value, Context::constant(ctx.scope));
            return self.computed_once(value, span);
        }
        Expr::literal(self.stage_scalar(&arg.value, ctx.scope), span)
    }

    /// The column of that name where there is one, otherwise the default.
    fn bind_column_ifexists(
        &self,
        callee: &Callee<'_>,
        args: &'a [ast::Argument],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Expr {
        let Some(values) = self.form_arguments(COLUMN_IFEXISTS, callee, args, ctx) else { return self.broken(span) };
        let mut values = values.into_iter();
        let (Some(name), Some(default)) = (values.next(), values.next()) else { return self.broken(span) };
        let name = name.as_literal().and_then(Value::as_str).unwrap_or_default();
        let column = ctx.row.and_then(|row| row.column(name).map(|column| self.read(row, column, span)));
        if column.is_some() && self.refuses_columns(name, span, ctx) {
            return self.broken(span);
        }
        column.unwrap_or(Expr { span, ..default })
    }

    /// `pack_all()`: all columns as one bag.
    fn bind_pack_all(&self, args: &'a [ast::Argument], span: Span, ctx: Context<'_, 'a>) -> Expr {
        let ignore_empty = match args {
            [] => false,
            [flag] => self.bind_constant(&flag.value, ctx.scope) == Some(Value::Bool(true)),
            _ => return self.wrong_count("pack_all", "at most 1 argument", span),
        };
        let Some(row) = ctx.row.filter(|row| row.openness != Openness::Broken) else { return self.broken(span) };
        if self.refuses_columns("pack_all", span, ctx) {
            return self.broken(span);
        }
        let pairs = row
            .columns
            .iter()
            .flat_map(|column| [Expr::literal(Value::String(column.name.clone()), span), self.read(row, column, span)]);
        match ignore_empty {
            true => self.call_operator("bag_pack", pairs.collect(), span),
            false => self.call_builtin("bag_pack", pairs.collect(), span),
        }
    }

    /// `bag_pack_columns(a, b)`: these columns as one bag.
    fn bind_bag_pack_columns(&self, args: &'a [ast::Argument], span: Span, ctx: Context<'_, 'a>) -> Expr {
        let mut pairs = Vec::with_capacity(args.len() * 2);
        for arg in args {
            let Some(name) = arg.value.as_name() else {
                self.error(codes::COLUMN_EXPECTED, arg.value.span, "The function 'bag_pack_columns' takes columns.");
                return self.broken(span);
            };
            pairs.push(Expr::literal(Value::String(name.as_str().into()), span));
            pairs.push(self.bind_expr(&arg.value, ctx));
        }
        self.call_builtin("bag_pack", pairs, span)
    }

    /// Files do not say when a row was ingested: the row's own time stands for it.
    fn bind_ingestion_time(
        &self,
        callee: &Callee<'_>,
        args: &'a [ast::Argument],
        span: Span,
        ctx: Context<'_, 'a>,
    ) -> Expr {
        if self.form_arguments(INGESTION_TIME, callee, args, ctx).is_none() {
            return self.broken(span);
        }
        let column = ctx.row.and_then(|row| row.column("TimeGenerated").map(|column| self.read(row, column, span)));
        if column.is_some() && self.refuses_columns("ingestion_time", span, ctx) {
            return self.broken(span);
        }
        column.unwrap_or_else(|| Expr::literal(Value::Null(ScalarType::DateTime), span))
    }

    /// The names of a table's columns as an array.
    fn bind_column_names_of(&self, args: &'a [ast::Argument], span: Span, ctx: Context<'_, 'a>) -> Expr {
        let [table] = args else { return self.wrong_count("column_names_of", "1 argument", span) };
        let is_table = |name: &str| ctx.scope.find(name).is_some() || self.env.catalog.table(name).is_some();
        if self.plain_column(&table.value, ctx).is_some_and(|column| !is_table(&column)) {
            self.error(codes::TABLE_EXPECTED, table.value.span, "Tabular value expected.");
            return self.broken(span);
        }
        let mark = self.mark();
        let relation = self.bind_tabular(&table.value, ctx.scope);
        if self.failed_since(mark) {
            return self.broken(span);
        }
        let names = relation.columns.iter().map(|c| Dynamic::String(c.name.to_string())).collect();
        Expr::literal(Dynamic::Array(names).to_value(), span)
    }

    /// Whether the row has a column of that name.
    fn bind_iscolumnexists(&self, args: &'a [ast::Argument], span: Span, ctx: Context<'_, 'a>) -> Expr {
        let [name] = args else { return self.wrong_count("iscolumnexists", "1 argument", span) };
        let Some(Value::String(name)) = self.bind_constant(&name.value, ctx.scope) else {
            return self.broken(span);
        };
        let exists = ctx.row.is_some_and(|row| row.column(&name).is_some());
        Expr::literal(Value::Bool(exists), span)
    }

    pub(super) fn wrong_count(&self, name: &str, expected: &str, span: Span) -> Expr {
        self.error(codes::ARGUMENT_COUNT, span, format!("The function '{name}' expects {expected}."));
        self.broken(span)
    }
}
