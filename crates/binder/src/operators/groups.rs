//! Operators on groups that stay apart, as inside `mv-apply` and `partition`: `summarize` gets the groups' keys, `take`
//! and `top` count in each group.

use lurcher_diagnostics::Span;
use lurcher_symbols::{FunctionKind, ScalarType, Value};
use lurcher_syntax::ast::BinaryOp;

use crate::binder::Binder;
use crate::bound::{AggregateCall, ColumnId, Expr, Limit, Plan, Sort, SortKey, Window, WindowCall};
use crate::relation::Relation;

impl<'a> Binder<'a> {
    /// The keys of an aggregation: the groups' own, and those that it asks for.
    pub(super) fn group_keys(
        &self,
        input: &Relation,
        keys: Vec<(ColumnId, ScalarType)>,
    ) -> Vec<(ColumnId, ScalarType)> {
        input.groups.iter().flat_map(|groups| groups.keys.iter().copied()).chain(keys).collect()
    }

    /// Hands the columns that have one value a group through an aggregation.
    pub(super) fn carry(&self, input: &mut Relation, aggregates: &mut Vec<AggregateCall>) {
        let Some(mut groups) = input.groups.take() else { return };
        let Some(function) = self.env.functions.find(FunctionKind::Aggregate, "take_any") else { return };
        for column in &mut groups.carried {
            let arg = self.read(input, column, Span::default());
            column.id = self.new_column();
            if self.is_broken(&arg) {
                self.mark_unknown(column.id);
            }
            aggregates.push(AggregateCall {
                function,
                args: vec![arg],
                outputs: vec![column.id],
                types: vec![column.ty],
                span: Span::default(),
            });
        }
        input.groups = Some(groups);
    }

    /// The first rows, of each group where there are groups.
    pub(super) fn limit(&self, mut input: Relation, count: u64) -> Relation {
        if input.groups.is_none() {
            input.plan = Plan::Limit(Limit { input: Box::new(input.take_plan()), count });
            return input;
        }
        let number = self.row_number(&mut input);
        let number = Expr::column(number, ScalarType::Long, Span::default());
        let most = Expr::literal(Value::Long(i64::try_from(count).unwrap_or(i64::MAX)), Span::default());
        let first = self.binary(BinaryOp::LessOrEqual, number, most, Span::default());
        self.filter(input, first)
    }

    /// The first rows in an order, of each group where there are groups.
    pub(super) fn top_rows(&self, mut input: Relation, keys: Vec<SortKey>, count: u64) -> Relation {
        input.serialized = true;
        if keys.is_empty() {
            return self.limit(input, count);
        }
        let limit = input.groups.is_none().then_some(count);
        input.plan = Plan::Sort(Sort { input: Box::new(input.take_plan()), keys, limit });
        if limit.is_some() { input } else { self.limit(input, count) }
    }

    /// A column that numbers the rows from 1, in each group where there are groups.
    pub(crate) fn row_number(&self, input: &mut Relation) -> ColumnId {
        let output = self.new_column();
        let Some(function) = self.env.functions.find(FunctionKind::Window, "row_number") else {
            self.not_implemented(Span::default(), "The function 'row_number'");
            return output;
        };
        let (ty, span) = (ScalarType::Long, Span::default());
        let call = WindowCall { output, function, args: Vec::new(), ty, span };
        let partition = input.groups.as_ref().map_or_else(Vec::new, |g| g.keys.clone());
        input.plan = Plan::Window(Window { input: Box::new(input.take_plan()), partition, calls: vec![call] });
        output
    }
}
