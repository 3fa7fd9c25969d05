//! Conditions that the statistics of a Parquet file prove for every row are not evaluated, and those that they do not
//! prove are.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::Int64Type;
use lurcher_engine::{Session, SessionOptions};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use tempfile::TempDir;

/// The rows of each of the two row groups.
const ROWS: usize = 1000;

/// A table `T` of two row groups. `Same` is one text throughout; `Mixed` another one in the second row group; `Gaps`
/// has a null in the second; `Port` is 443 but for nulls; `Ratio` is 0.5 but for one NaN, which statistics leave out.
fn write(path: &Path) {
    let all = || 0..2 * ROWS;
    let second = |i: usize| i >= ROWS;
    let last = |i: usize| i == 2 * ROWS - 1;
    let columns: [(&str, ArrayRef); 6] = [
        ("Id", Arc::new(all().map(|i| Some(i as i64)).collect::<Int64Array>())),
        ("Same", Arc::new(all().map(|_| Some("House")).collect::<StringArray>())),
        ("Mixed", Arc::new(all().map(|i| Some(if second(i) { "Other" } else { "House" })).collect::<StringArray>())),
        ("Gaps", Arc::new(all().map(|i| (!last(i)).then_some("House")).collect::<StringArray>())),
        ("Port", Arc::new(all().map(|i| (!last(i)).then_some(443)).collect::<Int64Array>())),
        ("Ratio", Arc::new(all().map(|i| Some(if last(i) { f64::NAN } else { 0.5 })).collect::<Float64Array>())),
    ];
    let batch = RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true)));
    let batch = batch.expect("columns of one length");
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(ROWS)).build();
    let mut writer =
        ArrowWriter::try_new(File::create(path).expect("a file"), batch.schema(), Some(properties)).expect("a writer");
    writer.write(&batch).expect("rows");
    writer.close().expect("a footer");
}

fn workspace() -> (TempDir, Session) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("tables")).expect("a folder");
    write(&folder.path().join("tables/T.parquet"));
    let workspace = Some(folder.path().to_path_buf());
    let session = Session::open(SessionOptions { workspace, ..SessionOptions::default() });
    (folder, session.expect("a session"))
}

/// The sum of `Id` over the rows that a condition lets through, and what the scan is told of the condition.
fn sum(session: &Session, condition: &str) -> (i64, String) {
    let query = format!("T | where {condition} | summarize sum(Id)");
    let mut answer = session.query(&query).unwrap_or_else(|e| panic!("{query}: {e}"));
    let result = answer.results.remove(0);
    let plan = result.explain().expect("a plan");
    let scanned = plan.rsplit("file_type=parquet").next().unwrap_or_default().lines().next().unwrap_or_default();
    let scanned = scanned.split(", pruning_predicate").next().unwrap_or_default().to_owned();
    let batches: Vec<RecordBatch> = result.start().map(|batch| batch.expect("rows")).collect();
    let sums = batches.iter().flat_map(|batch| batch.column(0).as_primitive::<Int64Type>().iter().flatten());
    (sums.sum(), scanned)
}

#[test]
fn only_what_is_proven_is_left_out() {
    let (_folder, session) = workspace();
    let of = |range: std::ops::Range<usize>| range.map(|i| i as i64).sum::<i64>();
    let all = of(0..2 * ROWS);
    assert_eq!(sum(&session, "Same == 'House'"), (all, ", predicate=true".to_owned()));
    let (_, scanned) = sum(&session, "Same == 'House' and Mixed == 'Other'");
    assert_eq!(scanned, ", predicate=Mixed@2 = Other");
    let but_last = all - (2 * ROWS as i64 - 1);
    for (condition, expected) in [
        ("Mixed == 'House'", of(0..ROWS)),
        ("Mixed == 'Other'", of(ROWS..2 * ROWS)),
        ("Same == 'House' and Mixed == 'Other'", of(ROWS..2 * ROWS)),
        ("Same != 'House'", 0),
        ("Gaps == 'House'", but_last),
        ("Gaps != 'Other'", all),
        ("Port == 443", but_last),
        ("Port < 444", but_last),
        ("Ratio < 1.0", but_last),
        ("Id >= 1000", of(ROWS..2 * ROWS)),
        ("Id >= 1000 and Same == 'House'", of(ROWS..2 * ROWS)),
        ("Id >= 1500 and Mixed == 'Other'", of(1500..2 * ROWS)),
        ("Id >= 0 and Id < 2000", all),
        ("Id >= 0 or Same == 'Other'", all),
    ] {
        assert_eq!(sum(&session, condition).0, expected, "{condition}");
    }
}

/// All other rows have the least and the greatest value that the statistics tell of.
#[test]
fn what_only_a_nan_fulfils_is_not_ruled_out() {
    let (_folder, session) = workspace();
    for condition in [
        "Ratio != 0.5",
        "not(Ratio == 0.5)",
        "not(Ratio < 1.0)",
        "not(Ratio <= 0.5)",
        "not(Ratio > 0.0)",
        "not(Ratio >= 0.5)",
        "not(0.5 >= Ratio)",
        "Ratio !in (0.5, 0.7)",
        "not(Ratio in (0.5, 0.7))",
        "not(Ratio between (0.0 .. 1.0))",
        "not(Ratio == 0.5 or Id < 0)",
        "iff(Ratio <= 0.5, false, true)",
    ] {
        assert_eq!(sum(&session, condition).0, 2 * ROWS as i64 - 1, "{condition}");
    }
    for condition in ["Ratio > 0.5", "Ratio < 0.5", "not(Ratio != 0.5) and Id < 0"] {
        assert_eq!(sum(&session, condition).0, 0, "{condition}");
    }
}

/// The second row group has no lesser `Id`, and the greatest of what is computed of it.
#[test]
fn a_row_group_may_change_one_extreme_and_not_the_other() {
    let (_folder, session) = workspace();
    let query = "T | summarize least = min(Id), most = max(Id * 2) | project Id = most - least";
    let mut answer = session.query(query).expect("an answer");
    let result = answer.results.remove(0);
    let plan = result.explain().expect("a plan");
    assert!(!plan.contains("DynamicFilter"), "{plan}");
    let batches: Vec<RecordBatch> = result.start().map(|batch| batch.expect("rows")).collect();
    assert_eq!(batches[0].column(0).as_primitive::<Int64Type>().value(0), 2 * (2 * ROWS as i64 - 1));
}
