//! Window functions over Arrow arrays: expectations are answers of the real engine or of the documentation.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringViewArray};
use arrow::util::display::array_value_to_string;
use datafusion::datasource::MemTable;
use datafusion::logical_expr::{Expr, ExprFunctionExt, ident, lit};
use datafusion::prelude::{SessionConfig, SessionContext};
use lurcher_functions::types::to_scalar;
use lurcher_functions::{BuiltIns, WindowCall, window_of};
use lurcher_symbols::ScalarType::{Bool, DateTime, Long, Real, String, TimeSpan};
use lurcher_symbols::{FunctionKind, FunctionLibrary, ScalarType, Value};

fn column(name: &str) -> Expr {
    ident(name)
}

fn constant(value: Value) -> Expr {
    lit(to_scalar(&value))
}

fn plan(function: &str, args: Vec<(Expr, ScalarType)>) -> datafusion::common::Result<Expr> {
    let symbol = BuiltIns.find(FunctionKind::Window, function).expect("a window function");
    let (args, types): (Vec<Expr>, Vec<ScalarType>) = args.into_iter().unzip();
    let result = types.first().copied().unwrap_or(Long);
    (window_of(symbol).expect("a window function").kernel)(WindowCall { args, types: &types, result })
}

/// The function's column over a table, as text.
fn run(table: Vec<(&str, ArrayRef)>, function: &str, args: Vec<(Expr, ScalarType)>) -> Vec<std::string::String> {
    let rows = table[0].1.len() as i64;
    let number: ArrayRef = Arc::new(Int64Array::from_iter_values(0..rows));
    let batch = RecordBatch::try_from_iter_with_nullable(
        table.into_iter().chain([("n", number)]).map(|(name, column)| (name, column, true)),
    )
    .expect("a batch");
    let call =
        plan(function, args).expect("a plan").order_by(vec![column("n").sort(true, true)]).build().expect("a call");
    let context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(2).with_batch_size(3));
    let source = MemTable::try_new(batch.schema(), vec![vec![batch]]).expect("a table");
    let frame = context
        .read_table(Arc::new(source))
        .and_then(|frame| frame.window(vec![call.alias("r")]))
        .and_then(|frame| frame.sort(vec![column("n").sort(true, true)]))
        .and_then(|frame| frame.select(vec![column("r")]))
        .expect("a plan");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let batches = runtime.block_on(frame.collect()).expect("an answer");
    let cell = |column: &ArrayRef, row: usize| match column.is_null(row) {
        true => "null".to_owned(),
        false => array_value_to_string(column, row).expect("text"),
    };
    batches.iter().flat_map(|b| (0..b.num_rows()).map(|row| cell(b.column(0), row)).collect::<Vec<_>>()).collect()
}

fn longs(values: &[i64]) -> ArrayRef {
    Arc::new(Int64Array::from(values.to_vec()))
}

fn bools(values: &[bool]) -> ArrayRef {
    Arc::new(BooleanArray::from(values.to_vec()))
}

fn v() -> (Expr, ScalarType) {
    (column("v"), Long)
}

fn restart() -> (Expr, ScalarType) {
    (column("f"), Bool)
}

fn long(value: i64) -> (Expr, ScalarType) {
    (constant(Value::Long(value)), Long)
}

#[test]
fn other_rows() {
    let table = || vec![("v", longs(&[1, 2, 5, 7, 9]))];
    assert_eq!(run(table(), "prev", vec![v()]), ["null", "1", "2", "5", "7"]);
    assert_eq!(run(table(), "next", vec![v()]), ["2", "5", "7", "9", "null"]);
    assert_eq!(run(table(), "prev", vec![v(), long(2)]), ["null", "null", "1", "2", "5"]);
    assert_eq!(run(table(), "next", vec![v(), long(2)]), ["5", "7", "9", "null", "null"]);
    assert_eq!(run(table(), "prev", vec![v(), long(1), long(-1)]), ["-1", "1", "2", "5", "7"]);
    assert_eq!(run(table(), "next", vec![v(), long(9), long(-1)]), ["-1"; 5]);
    let texts: ArrayRef = Arc::new(StringViewArray::from(vec!["CAFE", "cafe"]));
    assert_eq!(run(vec![("v", texts)], "prev", vec![(column("v"), String)]), ["", "CAFE"]);
    assert!(plan("prev", vec![v(), long(0)]).is_err(), "the engine refuses an offset of 0");
}

#[test]
fn numbers() {
    let table = || vec![("f", bools(&[true, false, true, false]))];
    assert_eq!(run(table(), "row_number", vec![]), ["1", "2", "3", "4"]);
    assert_eq!(run(table(), "row_number", vec![long(7)]), ["7", "8", "9", "10"]);
    assert_eq!(run(table(), "row_number", vec![long(0), restart()]), ["0", "1", "0", "1"]);
}

#[test]
fn sums() {
    let table = || vec![("v", longs(&[5, 3, 8, 1, 9])), ("f", bools(&[false, true, false, true, false]))];
    assert_eq!(run(table(), "row_cumsum", vec![v()]), ["5", "8", "16", "17", "26"]);
    assert_eq!(run(table(), "row_cumsum", vec![v(), restart()]), ["5", "3", "11", "1", "10"]);
    let reals: ArrayRef = Arc::new(Float64Array::from(vec![3.25, 0.5]));
    assert_eq!(run(vec![("v", reals)], "row_cumsum", vec![(column("v"), Real)]), ["3.25", "3.75"]);
}

#[test]
fn ranks() {
    let table =
        || vec![("v", longs(&[20, 20, 20, 10, 10, 5])), ("f", bools(&[false, false, false, false, true, false]))];
    assert_eq!(run(table(), "row_rank_dense", vec![v()]), ["1", "1", "1", "2", "2", "3"]);
    assert_eq!(run(table(), "row_rank_min", vec![v()]), ["1", "1", "1", "4", "4", "6"]);
    assert_eq!(run(table(), "row_rank_min", vec![v(), restart()]), ["1", "1", "1", "4", "1", "2"]);
    let texts: ArrayRef = Arc::new(StringViewArray::from(vec!["a", "a", "b"]));
    assert_eq!(run(vec![("v", texts)], "row_rank_min", vec![(column("v"), String)]), ["1", "1", "3"]);
    assert!(run(vec![("v", longs(&[]))], "row_rank_min", vec![v()]).is_empty());
}

/// The documentation's example, in minutes: <https://learn.microsoft.com/kusto/query/row-window-session-function>
#[test]
fn sessions() {
    const MINUTE: i64 = 600_000_000;
    let times = [600, 660, 616, 618, 810, 690].map(|t| t * MINUTE);
    let table = vec![("v", longs(&times)), ("f", bools(&[true, false, true, false, false, true]))];
    let span = |minutes: i64| (constant(Value::TimeSpan(minutes * MINUTE)), TimeSpan);
    let args = vec![(column("v"), DateTime), span(60), span(5), restart()];
    let expected = [600, 660, 616, 616, 810, 690].map(|t| (t * MINUTE).to_string());
    assert_eq!(run(table, "row_window_session", args), expected);
}
