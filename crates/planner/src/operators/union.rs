//! `union`.

use datafusion::common::Result;
use datafusion::logical_expr::{LogicalPlan, Union as UnionNode};
use lurcher_binder::bound::{ColumnId, Union};
use lurcher_symbols::ScalarType;
use lurcher_symbols::mutants::{Mutant, is_planted};

use super::table_scan::projected;
use crate::planner::Planner;
use crate::relation::{ColumnExpr, Columns, Relation};

/// Legs without rows are dropped; a union of one leg is that leg.
pub fn union(planner: &mut Planner<'_>, union: &Union, ordered: bool) -> Result<Relation> {
    let is_read = |planner: &Planner<'_>, i: &usize| planner.uses.is_read(union.columns[*i].0);
    let read: Vec<usize> = (0..union.columns.len()).filter(|i| is_read(planner, i)).collect();
    let ordered = ordered && union.legs.len() == 1;
    let mut legs = Vec::with_capacity(union.legs.len());
    let forgotten = usize::from(union.legs.len() > 2 && is_planted(Mutant::UnionForgetsOne));
    for leg in &union.legs[..union.legs.len() - forgotten] {
        let input = planner.plan(&leg.input, ordered)?;
        if input.is_empty() {
            continue;
        }
        let column = |i: &usize| {
            let (id, ty) = union.columns[*i];
            Ok((id, ColumnExpr { expr: input.lower(&leg.columns[*i])?, ty }))
        };
        let columns = read.iter().map(column).collect::<Result<Vec<_>>>()?;
        legs.push((input, columns));
    }
    let columns: Vec<(ColumnId, ScalarType)> = read.iter().map(|i| union.columns[*i]).collect();
    match legs.len() {
        0 => Ok(Relation::empty(columns)),
        1 => {
            let (input, columns) = legs.remove(0);
            input.extend(&planner.uses, columns)
        }
        _ => {
            let rows: Option<u64> = legs.iter().map(|(input, _)| input.rows()).sum();
            let inputs = legs.into_iter().map(|(input, columns)| {
                let fields =
                    columns.iter().map(|(id, column)| crate::relation::field_of(*id, &column.expr, &planner.uses));
                let fields = fields.collect();
                projected(input.into_node(), fields)
            });
            let node = UnionNode::try_new(inputs.collect::<Result<_>>()?)?;
            let mut relation = Relation::new(LogicalPlan::Union(node), Columns::default());
            columns.into_iter().for_each(|(id, ty)| relation.define_field(id, ty));
            Ok(relation.with_rows(rows))
        }
    }
}
