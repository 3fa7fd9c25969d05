//! `partition`: a subquery over the rows of each key. <https://learn.microsoft.com/kusto/query/partition-operator>
//!
//! The keys become groups that every operator of the subquery keeps apart, so that all of them are computed in one
//! pass. Operators that read rows beside those of the partition cannot work on many groups at once. Of Kusto's
//! strategies only `legacy` allows them, for at most 64 keys, and there the subquery is bound once for each key.

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::Value;
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_syntax::ast;
use lurcher_syntax::operators::{Operator, OperatorKind, Partition, PartitionBody};

use super::union::Leg;
use crate::binder::Binder;
use crate::bound::{Expr, Extend, Plan, ResultColumn, Values};
use crate::codes;
use crate::expressions::Context;
use crate::relation::{Groups, Openness, Relation};
use crate::scope::{Binding, PartOf, Scope, SharedTable, TabularSource};

/// The most keys of the strategy `legacy`.
const MAX_KEYS: usize = 64;

/// The name of a partition's rows in its subquery. No query can spell it.
const PART: &str = "$partition";

impl<'a> Binder<'a> {
    pub(super) fn bind_partition(
        &self,
        op: &'a Partition,
        input: Relation,
        source: &'a ast::Expr,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        if let Some(values) = &op.scope {
            self.not_implemented(values.span, "The 'in' of partition");
            return Relation::broken();
        }
        let key = self.bind_expr(&op.by, Context::row(scope, &input));
        if input.openness != Openness::Broken && self.refuse_dynamic(&key, op.by.span) {
            return Relation::broken();
        }
        let only_legacy = is_planted(Mutant::PartsReadOneTable);
        let legacy = !op.params.iter().any(|p| {
            let value = p.value.as_name().map(ast::Name::as_str);
            p.name.as_str() == "hint.strategy" && matches!(value, Some("native" | "shuffle"))
        });
        let (operators, apart) = match &op.body {
            PartitionBody::Operators(operators) => (operators.as_slice(), operators.iter().find(|o| reads_tables(o))),
            PartitionBody::Query(_) => (&[][..], None),
        };
        if self.refuses_consumed(operators.last()) {
            return Relation::broken();
        }
        match (&op.body, apart) {
            (PartitionBody::Operators(_), None) => self.in_groups(key, operators, input, source, scope),
            // A query with a source of its own is always run for each key: the strategy is no more than a hint.
            (PartitionBody::Query(_), _) if legacy || !only_legacy => self.in_parts(op, key, input, span, scope),
            (_, Some(_)) if legacy => self.in_parts(op, key, input, span, scope),
            (_, operator) => {
                let message =
                    "The strategies 'native' and 'shuffle' of partition do not take this operator; 'legacy' does.";
                self.error(codes::BAD_PARAMETER, operator.map_or(span, |o| o.span), message);
                Relation::broken()
            }
        }
    }

    /// The subquery over all keys at once.
    fn in_groups(
        &self,
        key: Expr,
        operators: &'a [Operator],
        mut input: Relation,
        source: &'a ast::Expr,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        // Rows of one key are one group.
        let ty = key.ty;
        let ids = match key.as_literal() {
            _ if is_planted(Mutant::PartsAreTheWhole) => Vec::new(),
            // A constant is a key like any other: no rows are no group, not a group without rows.
            Some(_) => {
                let id = self.new_column();
                let columns = vec![(id, key)];
                input.plan = Plan::Extend(Extend { input: Box::new(input.take_plan()), columns });
                vec![id]
            }
            None => self.compute(&mut input, [key]),
        };
        self.settle(&mut input);
        let around = input.groups.take();
        let outer = around.as_ref().map_or(0, |groups| groups.keys.len());
        let mut groups = around.unwrap_or_default();
        groups.keys.extend(ids.into_iter().map(|id| (id, ty)));
        input.groups = Some(groups);
        let mut result = self.bind_subquery(input, operators, source, scope);
        // The groups around this one remain, whatever ids their columns have now.
        result.groups = result.groups.take().filter(|_| outer > 0).map(|mut groups: Groups| {
            groups.keys.truncate(outer);
            groups
        });
        result
    }

    /// The subquery for each key by itself.
    fn in_parts(&self, op: &'a Partition, key: Expr, input: Relation, span: Span, scope: &Rc<Scope<'a>>) -> Relation {
        if input.groups.is_some() {
            self.not_implemented(span, "A partition with this subquery inside of mv-apply or partition");
            return Relation::broken();
        }
        let Some(name) = op.by.as_name() else {
            self.error(codes::COLUMN_EXPECTED, op.by.span, "Column name expected.");
            return Relation::broken();
        };
        let ty = key.ty;
        let Some(values) = self.partition_keys(key, input.clone(), span) else { return Relation::broken() };
        let table = self.share_rows(input);
        let part = |value: Value| self.bind_part(op, (name, value), &table, scope);
        match values {
            None => part(Value::missing(ty)),
            Some(values) if values.is_empty() => {
                let nothing = part(Value::missing(ty));
                let columns: Vec<ResultColumn> = nothing.columns.clone();
                let plan = Values { columns: columns.iter().map(|c| (c.id, c.ty)).collect(), rows: Vec::new() };
                Relation { openness: nothing.openness, ..Relation::new(Plan::Values(plan), columns) }
            }
            Some(values) if values.len() > MAX_KEYS => {
                let message = format!(
                    "The strategy 'legacy' of partition takes at most {MAX_KEYS} keys, '{}' has more.",
                    name.as_str()
                );
                self.error(codes::TOO_COMPLEX, op.by.span, message);
                Relation::broken()
            }
            Some(values) => {
                let legs = values.into_iter().map(|value| Leg { relation: part(value), source: "".into() });
                self.union_of(legs.collect(), false, None, span)
            }
        }
    }

    /// The subquery for one key. The key's name stands for its value, where it is not a column of what the subquery
    /// reads.
    fn bind_part(
        &self,
        op: &'a Partition,
        (key, value): (&'a ast::Name, Value),
        table: &SharedTable,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let inner = Scope::child(scope);
        inner.declare(key.as_str(), Binding::Scalar(Expr::literal(value.clone(), key.span)));
        let part = PartOf { table: table.clone(), key: key.as_str().into(), value };
        inner.declare(PART, Binding::Tabular(Rc::new(self.tabular_binding(TabularSource::Part(part), &inner))));
        match &op.body {
            PartitionBody::Operators(operators) => {
                self.bind_pipe(self.name_expression(PART, key.span), operators, &inner)
            }
            PartitionBody::Query(query) => self.bind_rows(query, &inner),
        }
    }

    /// The values of the key: a query of its own, run first. The outer `None` is a mistake, the inner one says that
    /// nothing is run.
    fn partition_keys(&self, key: Expr, mut rows: Relation, span: Span) -> Option<Option<Vec<Value>>> {
        let ty = key.ty;
        let id = self.compute(&mut rows, [key])[0];
        self.group(&mut rows, vec![(id, ty)], Vec::new());
        rows.columns = vec![ResultColumn { id, name: "key".into(), ty }];
        let rows = self.stage_rows(rows, MAX_KEYS + 1, span)?;
        Some(rows.map(|rows| rows.into_iter().flatten().collect()))
    }
}

/// Whether the operator, or one inside of it, reads rows beside those that flow into it.
fn reads_tables(operator: &Operator) -> bool {
    match &operator.kind {
        OperatorKind::As(_)
        | OperatorKind::Evaluate(_)
        | OperatorKind::Find(_)
        | OperatorKind::GetSchema(_)
        | OperatorKind::Invoke(_)
        | OperatorKind::Join(_)
        | OperatorKind::Lookup(_)
        | OperatorKind::Union(_) => true,
        OperatorKind::MvApply(apply) => apply.subquery.iter().any(reads_tables),
        OperatorKind::Partition(partition) => match &partition.body {
            PartitionBody::Operators(operators) => operators.iter().any(reads_tables),
            PartitionBody::Query(_) => true,
        },
        _ => false,
    }
}
