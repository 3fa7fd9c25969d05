//! `sort` and `top`.

use datafusion::common::Result;
use datafusion::functions::math::expr_fn::nanvl;
use datafusion::logical_expr::{Expr, LogicalPlan, Sort as SortNode, SortExpr, lit};
use lurcher_binder::bound::{Sort, SortKey};
use lurcher_symbols::ScalarType;
use lurcher_symbols::mutants::{Mutant, is_planted};

use crate::cost::is_costly;
use crate::functions::unwrap_ticks;
use crate::keys::zeros_alike;
use crate::planner::{Planner, sort_key};
use crate::relation::{OrderKey, Relation};

/// A sort whose order nobody notices is left out.
pub fn sort(planner: &mut Planner<'_>, sort: &Sort, ordered: bool) -> Result<Relation> {
    let mut input = planner.plan(&sort.input, false)?;
    if sort.limit == Some(0) {
        return Ok(input.without_rows());
    }
    if input.is_empty() || !ordered && sort.limit.is_none() {
        return Ok(input);
    }
    let mut order = Vec::with_capacity(sort.keys.len());
    let mut costly = Vec::new();
    for key in &sort.keys {
        let column = match key.expr.as_column() {
            Some(column) if key.expr.ty != ScalarType::Real => column,
            _ => {
                let hidden = planner.uses.hidden();
                let expr = input.lower(&key.expr)?;
                let expr = if key.expr.ty == ScalarType::Real { beside_nulls(expr, key) } else { expr };
                input.define(hidden, key.expr.ty, expr);
                hidden
            }
        };
        if is_costly(&input.column(column)?) {
            costly.push(column);
        }
        order.push(OrderKey { column, descending: key.descending, nulls_first: key.nulls_first });
    }
    if !costly.is_empty() {
        input = input.compute(&planner.uses, &costly)?;
    }
    let keys = order.iter().map(|key| {
        let expr = on_raw_column(input.column(key.column)?);
        Ok(sort_key(expr, key.descending, key.nulls_first))
    });
    let expr = keys.collect::<Result<Vec<SortExpr>>>()?;
    let less = u64::from(is_planted(Mutant::TopGivesLess));
    let fetch = sort.limit.map(|count| usize::try_from(count - less).unwrap_or(usize::MAX));
    let rows = match (input.rows(), sort.limit) {
        (Some(rows), Some(limit)) => Some(rows.min(limit)),
        (rows, limit) => rows.or(limit),
    };
    let sorted = input.map_node(|input| Ok(LogicalPlan::Sort(SortNode { expr, input, fetch })))?;
    Ok(sorted.ordered_by(order, false).with_rows(rows))
}

/// A real with its NaNs where Kusto has them: beside the nulls, at either end. DataFusion sorts a negative NaN before
/// and a positive one behind all numbers, and the negative zero before the other one.
fn beside_nulls(real: Expr, key: &SortKey) -> Expr {
    let nan = if key.nulls_first == key.descending { f64::NAN } else { -f64::NAN };
    zeros_alike(nanvl(real, lit(nan)))
}

/// Ticks are in the order of the timestamps that they are made of, and a sort of those knows the files' statistics.
fn on_raw_column(key: Expr) -> Expr {
    match unwrap_ticks(&key) {
        Some(raw) => raw.clone(),
        None => key,
    }
}
