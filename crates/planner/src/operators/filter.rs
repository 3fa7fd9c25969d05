//! `where`.

use datafusion::common::Result;
use lurcher_binder::bound::Filter;

use crate::expressions::lower_predicate;
use crate::planner::Planner;
use crate::relation::Relation;

pub fn filter(planner: &mut Planner<'_>, filter: &Filter, ordered: bool) -> Result<Relation> {
    let input = planner.plan(&filter.input, ordered)?;
    let predicate = lower_predicate(&filter.predicate, input.columns())?;
    input.filter(predicate)
}
