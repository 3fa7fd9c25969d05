//! Computed columns: names for expressions, until somebody needs them as fields.

use datafusion::common::Result;
use lurcher_binder::bound::Extend;

use crate::planner::Planner;
use crate::relation::{ColumnExpr, Relation};

pub fn extend(planner: &mut Planner<'_>, extend: &Extend, ordered: bool) -> Result<Relation> {
    let input = planner.plan(&extend.input, ordered)?;
    let read = extend.columns.iter().filter(|(id, _)| planner.uses.is_read(*id));
    let columns = read.map(|(id, expr)| Ok((*id, ColumnExpr { expr: input.lower(expr)?, ty: expr.ty })));
    let columns = columns.collect::<Result<_>>()?;
    input.extend(&planner.uses, columns)
}
