//! Runs one aggregate in every way in which a plan may run it.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Int64Array, RecordBatch, UInt32Array};
use arrow::compute::take;
use arrow::datatypes::Decimal128Type;
use arrow::util::display::array_value_to_string;
use datafusion::datasource::MemTable;
use datafusion::logical_expr::{Expr, ident, lit};
use datafusion::prelude::{SessionConfig, SessionContext};
use lurcher_functions::types::to_scalar;
use lurcher_functions::{AggregateCall, AggregateKernel, BuiltIns, aggregate_of};
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::{FunctionKind, FunctionLibrary, ScalarType, Value};

/// An argument: a column of the table, or a constant.
pub enum Arg {
    /// A column and its type.
    Column(&'static str, ScalarType),
    /// A constant.
    Constant(Value),
}

/// A table, of which the column `g` groups where there is one.
pub struct Table(Vec<(&'static str, ArrayRef)>);

/// How rows reach the aggregate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// In one batch.
    Whole,
    /// In three partitions of small batches, whose partial states are merged.
    Parts,
    /// As `Parts`, each row turned into a partial state by itself.
    Rows,
}

/// All ways.
pub const ALL: [Way; 3] = [Way::Whole, Way::Parts, Way::Rows];

impl Table {
    /// A table of columns of one length.
    pub fn new<const N: usize>(columns: [(&'static str, ArrayRef); N]) -> Self {
        Self(columns.into())
    }

    fn batch(&self, rows: &[u32]) -> RecordBatch {
        let rows = UInt32Array::from(rows.to_vec());
        let columns = self.0.iter().map(|(name, column)| (*name, take(column, &rows, None).expect("take"), true));
        RecordBatch::try_from_iter_with_nullable(columns).expect("a batch")
    }

    fn partitions(&self, way: Way) -> Vec<Vec<RecordBatch>> {
        let rows: Vec<u32> = (0..self.0[0].1.len() as u32).collect();
        if way == Way::Whole || rows.is_empty() {
            return vec![vec![self.batch(&rows)]];
        }
        let part = |i: u32| {
            let mine: Vec<u32> = rows.iter().copied().filter(|row| row % 3 == i).collect();
            mine.chunks(5).map(|chunk| self.batch(chunk)).collect()
        };
        (0..3).map(part).collect()
    }
}

/// The result for each group, in the order of groups, as text.
pub fn run(table: &Table, function: &str, args: &[Arg], result: ScalarType, way: Way) -> Vec<String> {
    plan(table, function, args, result, None, way)
}

/// As [`run`], rows being in the order of the column `p`.
pub fn run_in_order(table: &Table, function: &str, args: &[Arg], result: ScalarType, way: Way) -> Vec<String> {
    plan(table, function, args, result, Some(ident("p")), way)
}

/// Asserts the result of every way.
pub fn check(table: &Table, function: &str, args: &[Arg], result: ScalarType, expected: &[&str]) {
    for way in ALL {
        assert_eq!(run(table, function, args, result, way), expected, "{function} {way:?}");
    }
}

fn plan(
    table: &Table,
    function: &str,
    args: &[Arg],
    result: ScalarType,
    position: Option<Expr>,
    way: Way,
) -> Vec<String> {
    let symbol = BuiltIns.find(FunctionKind::Aggregate, function).expect("an aggregate");
    let aggregate = aggregate_of(symbol).expect("an aggregate");
    let types: Vec<ScalarType> = args
        .iter()
        .map(|arg| match arg {
            Arg::Column(_, ty) => *ty,
            Arg::Constant(value) => value.ty(),
        })
        .collect();
    let exprs = args
        .iter()
        .map(|arg| match arg {
            Arg::Column(name, _) => ident(*name),
            Arg::Constant(value) => lit(to_scalar(value)),
        })
        .collect();
    let AggregateKernel::Expression(kernel) = aggregate.kernel;
    let call = kernel(AggregateCall { args: exprs, types: &types, result, position }).expect("a plan").alias("r");
    let finished = match aggregate.finish {
        Some(finish) => finish(ident("r"), result).expect("a result"),
        None => ident("r"),
    };
    let grouped = table.0.iter().any(|(name, _)| *name == "g");
    let config = SessionConfig::new().with_target_partitions(if way == Way::Whole { 1 } else { 3 }).with_batch_size(7);
    let config = match way {
        Way::Rows => config
            .set_usize("datafusion.execution.skip_partial_aggregation_probe_rows_threshold", 0)
            .set_str("datafusion.execution.skip_partial_aggregation_probe_ratio_threshold", "0"),
        Way::Whole | Way::Parts => config,
    };
    let context = SessionContext::new_with_config(config);
    let partitions = table.partitions(way);
    let source = MemTable::try_new(partitions[0][0].schema(), partitions).expect("a table");
    let groups = if grouped { vec![ident("g")] } else { vec![] };
    let frame = context
        .read_table(Arc::new(source))
        .and_then(|frame| frame.aggregate(groups.clone(), vec![call]))
        .and_then(|frame| match grouped {
            true => frame.sort(vec![ident("g").sort(true, true)]),
            false => Ok(frame),
        })
        .and_then(|frame| frame.select(vec![finished.alias("r")]))
        .expect("a plan");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let batches = runtime.block_on(frame.collect()).expect("an answer");
    let cells = |batch: &RecordBatch| -> Vec<String> {
        let column = batch.column(0);
        (0..batch.num_rows())
            .map(|row| match column.is_null(row) {
                true => "null".to_owned(),
                false if result == ScalarType::Decimal => {
                    Decimal::from_key(column.as_primitive::<Decimal128Type>().value(row)).to_string()
                }
                false => array_value_to_string(column, row).expect("text"),
            })
            .collect()
    };
    batches.iter().flat_map(cells).collect()
}

/// A column of longs.
pub fn longs(values: &[Option<i64>]) -> ArrayRef {
    Arc::new(Int64Array::from(values.to_vec()))
}
