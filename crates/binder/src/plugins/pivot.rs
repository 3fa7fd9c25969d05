//! `pivot`: a column for each value of a column. <https://learn.microsoft.com/kusto/query/pivot-plugin>

use std::cell::RefCell;
use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionKind, ScalarType, Value};
use lurcher_syntax::ast::{self, BinaryOp, ExprKind as Syntax};
use lurcher_syntax::operators::Operator;

use crate::binder::Binder;
use crate::bound::{AggregateCall, Expr, ResultColumn};
use crate::codes;
use crate::expressions::{Calls, Context};
use crate::relation::{Openness, Relation, unique_name};
use crate::scope::Scope;

/// More columns than this are refused.
const MAX_COLUMNS: usize = 2_000;

impl<'a> Binder<'a> {
    pub(crate) fn bind_pivot(
        &self,
        args: &'a [ast::Argument],
        input: Relation,
        schema: Option<&'a ast::Schema>,
        span: Span,
        (source, before): (&'a ast::Expr, &'a [Operator]),
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let Some((pivot, rest)) = args.split_first() else {
            self.error(codes::ARGUMENT_COUNT, span, "pivot needs the column whose values become columns.");
            return Relation::broken();
        };
        let Some(pivot) = pivot.value.as_name() else {
            self.error(codes::COLUMN_EXPECTED, pivot.span, "Column name expected.");
            return Relation::broken();
        };
        let mark = self.mark();
        let key = self.column_of(&input, pivot, Context::row(scope, &input));
        self.refuse_dynamic(&key, pivot.span);
        if self.failed_since(mark) {
            return Relation::broken();
        }
        let (aggregate, keys) = match rest.split_first() {
            Some((aggregate, keys)) => (Some(aggregate), keys),
            None => (None, rest),
        };
        let mut input = self.listing(keys.iter().map(|key| &key.value), input, scope);
        let (Some(group), Some(cell)) =
            (self.pivot_keys(keys, aggregate, pivot, &input, scope), self.pivot_cell(aggregate, &input, scope, span))
        else {
            return Relation::broken();
        };
        let declared = schema.filter(|schema| !schema.columns.is_empty());
        let values = match declared {
            Some(schema) => {
                let names = schema.columns.iter().map(|column| column.name.as_str());
                let made = names.filter(|name| group.iter().all(|key| *key.name != **name));
                Some(made.map(|name| Value::String(name.into())).collect())
            }
            None => match self.pivot_values(pivot, source, before, scope) {
                Some(values) => values,
                None => return Relation::broken(),
            },
        };
        // Nothing is known of the data: any name may be a value's.
        let open = values.is_none();
        let values: Vec<Value> = values.unwrap_or_default();
        if values.len() > MAX_COLUMNS {
            let message = format!("pivot would make {} columns; at most {MAX_COLUMNS} are allowed.", values.len());
            self.error(codes::TOO_COMPLEX, span, message);
            return Relation::broken();
        }
        let mut calls: Vec<AggregateCall> = Vec::new();
        let mut columns = group.clone();
        for value in values {
            let name = value.as_str().unwrap_or_default().to_owned();
            let text = self.convert(key.clone(), ScalarType::String);
            let here = self.binary(BinaryOp::Equal, text, Expr::literal(value, span), span);
            let mut call = cell.clone();
            // The condition is the parameter after the value.
            call.args.insert(call.args.len().min(1), here);
            call.outputs = vec![self.new_column()];
            let name = unique_name(&name, |n| columns.iter().any(|c| *c.name == *n));
            columns.push(ResultColumn { id: call.outputs[0], name, ty: call.types[0] });
            calls.push(call);
        }
        self.group(&mut input, group.iter().map(|c| (c.id, c.ty)).collect(), calls);
        input.columns = columns;
        if open {
            input.openness = Openness::any();
        }
        match declared {
            Some(schema) => self.declared_output(input, schema),
            None => input,
        }
    }

    /// The values of the pivot column as texts, in order: a query of its own, run first. The outer `None` is a mistake,
    /// the inner one says that nothing is run.
    fn pivot_values(
        &self,
        pivot: &'a ast::Name,
        source: &'a ast::Expr,
        before: &'a [Operator],
        scope: &Rc<Scope<'a>>,
    ) -> Option<Option<Vec<Value>>> {
        let mut rows = self.bind_pipe(source, before, scope);
        let value = self.column_of(&rows, pivot, Context::row(scope, &rows));
        let text = self.convert(value, ScalarType::String);
        let id = self.compute(&mut rows, [text])[0];
        self.group(&mut rows, vec![(id, ScalarType::String)], Vec::new());
        rows.columns = vec![ResultColumn { id, name: pivot.as_str().into(), ty: ScalarType::String }];
        let Some(rows) = self.stage_rows(rows, MAX_COLUMNS + 1, pivot.span)? else { return Some(None) };
        let mut values: Vec<Value> = rows.into_iter().flatten().collect();
        values.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
        Some(Some(values))
    }

    /// The columns of the rows that stay: without a list, all that neither the aggregate nor the pivot names.
    fn pivot_keys(
        &self,
        keys: &'a [ast::Argument],
        aggregate: Option<&'a ast::Argument>,
        pivot: &ast::Name,
        input: &Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Option<Vec<ResultColumn>> {
        let read: Vec<String> = match aggregate.map(|a| &a.value.kind) {
            Some(Syntax::Call { args, .. }) => {
                args.iter().filter_map(|a| a.value.as_name().map(|n| n.as_str().to_owned())).collect()
            }
            _ => Vec::new(),
        };
        if keys.is_empty() {
            let own = |c: &&ResultColumn| *c.name != *pivot.as_str() && !read.iter().any(|name| **name == *c.name);
            return Some(input.columns.iter().filter(own).cloned().collect());
        }
        let mut columns = Vec::new();
        for key in keys {
            columns.extend(self.matching_columns(&key.value, input, scope).into_iter().next());
        }
        (columns.len() == keys.len()).then_some(columns)
    }

    /// The aggregate of a cell, which takes a condition beside its arguments: `sumif` for `sum(x)`, `countif` without
    /// an aggregate.
    fn pivot_cell(
        &self,
        aggregate: Option<&'a ast::Argument>,
        input: &Relation,
        scope: &Rc<Scope<'a>>,
        span: Span,
    ) -> Option<AggregateCall> {
        let found = RefCell::new(Vec::new());
        let (name, args, types, span) = match aggregate {
            None => ("count", Vec::new(), vec![ScalarType::Long], span),
            Some(arg) => {
                let ctx = Context::row(scope, input).with_calls(Calls::Aggregates(&found));
                let mark = self.mark();
                let value = self.bind_expr(&arg.value, ctx);
                if self.failed_since(mark) {
                    return None;
                }
                // What is computed of an aggregate, or without one, is no aggregate of the rows of one value.
                let call = found.into_inner().into_iter().next().filter(|call| {
                    matches!(call.outputs[..], [id] if value.kind == Expr::column(id, value.ty, value.span).kind)
                });
                let Some(call) = call else {
                    let message = "pivot takes one call of an aggregate, such as sum(x), and nothing around it.";
                    self.error(codes::BAD_PARAMETER, arg.span, message);
                    return None;
                };
                (call.function.name, call.args, call.types, arg.span)
            }
        };
        let find = |name: &str| self.env.functions.find(FunctionKind::Aggregate, name);
        let Some(function) = find(&format!("{name}if")).or_else(|| find(&format!("{name}_if"))) else {
            let message = format!("pivot does not take the aggregate '{name}'.");
            self.error(codes::BAD_PARAMETER, span, message);
            return None;
        };
        Some(AggregateCall { function, args, outputs: Vec::new(), types, span })
    }
}
