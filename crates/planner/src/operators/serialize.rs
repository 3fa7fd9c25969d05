//! Window functions over rows in their order.

use arrow::datatypes::DataType;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{Result, internal_err};
use datafusion::functions_window::row_number::row_number_udwf;
use datafusion::logical_expr::expr::WindowFunction;
use datafusion::logical_expr::{Expr, LogicalPlan, Projection, SortExpr, Window as WindowNode, WindowFrame, cast};
use lurcher_binder::bound::{ColumnId, Window, WindowCall as BoundCall};
use lurcher_functions::{WindowCall, window_of};
use lurcher_symbols::ScalarType;
use lurcher_symbols::mutants::{Mutant, is_planted};

use crate::fields::{column, field_name};
use crate::keys::as_key;
use crate::planner::{Planner, sort_key};
use crate::relation::{OrderKey, Relation};

pub fn serialize(planner: &mut Planner<'_>, window: &Window) -> Result<Relation> {
    let input = planner.plan(&window.input, true)?;
    let calls: Vec<&BoundCall> = window.calls.iter().filter(|c| planner.uses.is_read(c.output)).collect();
    if input.is_empty() {
        let mut input = input;
        calls.iter().for_each(|call| input.define_missing(call.output, call.ty));
        return Ok(input);
    }
    if calls.is_empty() {
        return Ok(input);
    }
    let (numbered, number) = number_rows(planner, input)?;
    let over = Over::rows(&numbered, number, &window.partition)?;
    let exprs = calls.iter().map(|call| Ok(window_call(call, &numbered, &over)?.alias(field_name(call.output))));
    let exprs = exprs.collect::<Result<Vec<_>>>()?;
    let mut relation = numbered.map_node(|input| Ok(LogicalPlan::Window(WindowNode::try_new(exprs, input)?)))?;
    calls.iter().for_each(|call| relation.define_field(call.output, call.ty));
    Ok(relation)
}

/// The rows with their number, by which they are then ordered: equal keys of a sort must be in the same order for all
/// that look at it.
pub fn number_rows(planner: &mut Planner<'_>, input: Relation) -> Result<(Relation, ColumnId)> {
    let number = planner.uses.hidden();
    let input = input.project(&planner.uses)?;
    let mut row_number = WindowFunction::new(row_number_udwf(), vec![]);
    row_number.params.order_by = input.order_keys()?;
    row_number.params.window_frame = up_to_here();
    let counted = Expr::from(row_number).alias(field_name(number));
    let input = input.map_node(|input| Ok(LogicalPlan::Window(WindowNode::try_new(vec![counted], input)?)))?;
    if is_planted(Mutant::UnsignedRowNumbers) {
        let mut numbered = input;
        numbered.define_field(number, ScalarType::Long);
        let key = OrderKey { column: number, descending: false, nulls_first: false };
        return Ok((numbered.ordered_by(vec![key], false), number));
    }
    // DataFusion counts in unsigned numbers, which are no KQL type.
    let signed = cast(column(field_name(number)), DataType::Int64).alias(field_name(number));
    let fields = input.columns().values().map(|column| column.expr.clone()).chain([signed]).collect();
    let mut numbered = input.map_node(|node| Ok(LogicalPlan::Projection(Projection::try_new(fields, node)?)))?;
    numbered.define_field(number, ScalarType::Long);
    let key = OrderKey { column: number, descending: false, nulls_first: false };
    Ok((numbered.ordered_by(vec![key], false), number))
}

/// The rows that a window function sees.
pub struct Over {
    partition: Vec<Expr>,
    order: Vec<SortExpr>,
}

impl Over {
    /// The rows of `input` in the order of their number, those of equal `partition` columns apart.
    pub fn rows(input: &Relation, number: ColumnId, partition: &[(ColumnId, ScalarType)]) -> Result<Self> {
        let order = vec![sort_key(input.column(number)?, false, false)];
        let partition = partition.iter().map(|(id, ty)| Ok(as_key(input.column(*id)?, *ty))).collect::<Result<_>>()?;
        Ok(Self { partition, order })
    }
}

fn window_call(call: &BoundCall, input: &Relation, over: &Over) -> Result<Expr> {
    let Some(function) = window_of(call.function) else {
        return internal_err!("{} is no window function", call.function.name);
    };
    let types: Vec<ScalarType> = call.args.iter().map(|arg| arg.ty).collect();
    let args = call.args.iter().map(|arg| input.lower(arg)).collect::<Result<_>>()?;
    in_order((function.kernel)(WindowCall { args, types: &types, result: call.ty })?, over)
}

/// The window functions inside an expression get their rows.
pub fn in_order(expr: Expr, over: &Over) -> Result<Expr> {
    let ordered = expr.transform(|e| match e {
        Expr::WindowFunction(mut call) if call.params.order_by.is_empty() => {
            call.params.order_by.clone_from(&over.order);
            call.params.partition_by.clone_from(&over.partition);
            if call.params.window_frame == WindowFrame::new(None) {
                call.params.window_frame = up_to_here();
            }
            Ok(Transformed::yes(Expr::WindowFunction(call)))
        }
        other => Ok(Transformed::no(other)),
    });
    ordered.map(|t| t.data)
}

/// The rows up to the current one, which no function need wait for.
fn up_to_here() -> WindowFrame {
    WindowFrame::new(Some(true))
}
