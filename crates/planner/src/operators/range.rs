//! `range`: equally distant values. <https://learn.microsoft.com/kusto/query/range-operator>

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema};
use datafusion::common::{Column, Result, TableReference};
use datafusion::datasource::provider_as_source;
use datafusion::functions_table::generate_series::{GenSeriesArgs, GenerateSeriesTable};
use datafusion::logical_expr::logical_plan::TableScanBuilder;
use datafusion::logical_expr::{Cast, Expr, LogicalPlan, lit};
use lurcher_binder::bound::Range;
use lurcher_functions::types::arrow_type;
use lurcher_symbols::Value;

use crate::planner::Planner;
use crate::relation::{Columns, Relation};

const FIELD: &str = "value";

/// The rows come from DataFusion's own series of 64-bit numbers, a batch at a time; reals are made of the rows'
/// numbers.
pub fn range(planner: &mut Planner<'_>, range: &Range) -> Result<Relation> {
    let none = Ok(Relation::empty([(range.column, range.ty)]));
    let whole = [&range.from, &range.to, &range.step].map(whole);
    let (series, value): (_, fn(Expr, &Range) -> Expr) = match (&range.from, &range.to, &range.step) {
        (Value::Real(from), Value::Real(to), Value::Real(step)) => {
            let last = ((to - from) / step).floor();
            if !(last >= 0.0 && last < i64::MAX as f64) {
                return none;
            }
            ((0, last as i64, 1), real)
        }
        _ => match whole {
            [Some(from), Some(to), Some(step)] if step != 0 => ((from, to, step), plain),
            _ => return none,
        },
    };
    let (start, end, step) = series;
    if (step > 0) != (start <= end) && start != end {
        return none;
    }
    let args = GenSeriesArgs::Int64Args { start, end, step, include_end: true, name: "range" };
    let schema = Arc::new(Schema::new(vec![Field::new(FIELD, DataType::Int64, false)]));
    let provider = Arc::new(GenerateSeriesTable::new(schema, args));
    let name = TableReference::bare(planner.scan_name("range"));
    let scan = TableScanBuilder::new(name.clone(), provider_as_source(provider)).build()?;
    let number = Expr::Column(Column::new(Some(name), FIELD));
    let mut relation = Relation::new(LogicalPlan::TableScan(scan), Columns::default());
    relation.define(range.column, range.ty, value(number, range));
    let rows = (i128::from(end) - i128::from(start)) / i128::from(step) + 1;
    Ok(relation.with_rows(u64::try_from(rows).ok()))
}

/// A whole number, or ticks.
fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::DateTime(ticks) | Value::TimeSpan(ticks) => Some(*ticks),
        other => other.as_i64(),
    }
}

fn plain(number: Expr, range: &Range) -> Expr {
    match arrow_type(range.ty) {
        DataType::Int64 => number,
        other => cast(number, other),
    }
}

fn real(number: Expr, range: &Range) -> Expr {
    match (&range.from, &range.step) {
        (Value::Real(from), Value::Real(step)) => lit(*from) + cast(number, DataType::Float64) * lit(*step),
        _ => number,
    }
}

fn cast(expr: Expr, ty: DataType) -> Expr {
    Expr::Cast(Cast::new(Box::new(expr), ty))
}
