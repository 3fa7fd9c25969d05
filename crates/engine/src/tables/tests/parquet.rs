//! Parquet.

use std::fs::File;

use ::parquet::arrow::ArrowWriter;
use ::parquet::file::properties::WriterProperties;
use arrow::array::*;
use arrow::datatypes::{DataType, Field, Int32Type, Schema, TimeUnit, i256};
use datafusion::logical_expr::lit;
use datafusion::prelude::Expr;
use lurcher_symbols::values::datetime::UNIX_EPOCH_TICKS;

use super::*;

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, a)| (n, a, true))).unwrap()
}

impl Folder {
    fn parquet(&self, name: &str, batch: &RecordBatch) {
        self.parquet_in_groups(name, batch, 1024 * 1024, true);
    }

    fn parquet_in_groups(&self, name: &str, batch: &RecordBatch, rows: usize, statistics: bool) {
        let level = match statistics {
            true => ::parquet::file::properties::EnabledStatistics::Page,
            false => ::parquet::file::properties::EnabledStatistics::None,
        };
        let properties =
            WriterProperties::builder().set_max_row_group_row_count(Some(rows)).set_statistics_enabled(level).build();
        let file = File::create(self.path(name)).unwrap();
        let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).unwrap();
        writer.write(batch).unwrap();
        writer.close().unwrap();
    }
}

/// One row of 2026-01-15T10:00:00Z, and a null.
fn times(unit: TimeUnit) -> ArrayRef {
    let second = 1_768_471_200_i64;
    match unit {
        TimeUnit::Second => Arc::new(TimestampSecondArray::from(vec![Some(second), None])),
        TimeUnit::Millisecond => Arc::new(TimestampMillisecondArray::from(vec![Some(second * 1_000), None])),
        TimeUnit::Microsecond => Arc::new(TimestampMicrosecondArray::from(vec![Some(second * 1_000_000), None])),
        TimeUnit::Nanosecond => Arc::new(TimestampNanosecondArray::from(vec![Some(second * 1_000_000_000), None])),
    }
}

#[test]
fn every_type() {
    let list = ListArray::from_iter_primitive::<Int32Type, _, _>([Some(vec![Some(1), None]), None]);
    let decimals = Decimal128Array::from(vec![Some(1_250), None]).with_precision_and_scale(10, 2).unwrap();
    let wide = Decimal256Array::from(vec![Some(i256::from(-5)), None]).with_precision_and_scale(76, 25).unwrap();
    let narrow = Decimal32Array::from(vec![Some(7), None]).with_precision_and_scale(9, 9).unwrap();
    let guid = [0x74_u8, 0xbe, 0x27, 0xde, 0x1e, 0x4e, 0x49, 0xd9, 0xb5, 0x79, 0xfe, 0x0b, 0x33, 0x1d, 0x36, 0x42];
    let guids = FixedSizeBinaryArray::try_from_sparse_iter_with_size([Some(guid), None].into_iter(), 16).unwrap();
    let words: DictionaryArray<Int32Type> = vec![Some("w"), None].into_iter().collect();
    let columns: Vec<(&str, ArrayRef, &str, &str, &str)> = vec![
        ("bool", Arc::new(BooleanArray::from(vec![Some(true), None])), "bool", "true", "null"),
        ("i8", Arc::new(Int8Array::from(vec![Some(-8), None])), "int", "-8", "null"),
        ("u16", Arc::new(UInt16Array::from(vec![Some(16), None])), "int", "16", "null"),
        ("i32", Arc::new(Int32Array::from(vec![Some(32), None])), "int", "32", "null"),
        ("u32", Arc::new(UInt32Array::from(vec![Some(u32::MAX), None])), "long", "4294967295", "null"),
        ("i64", Arc::new(Int64Array::from(vec![Some(i64::MIN), None])), "long", "-9223372036854775808", "null"),
        ("u64", Arc::new(UInt64Array::from(vec![Some(64), None])), "long", "64", "null"),
        (
            "u64_great",
            Arc::new(UInt64Array::from(vec![Some(u64::MAX), None])),
            "decimal",
            "18446744073709551615",
            "null",
        ),
        ("f32", Arc::new(Float32Array::from(vec![Some(1.5), None])), "real", "1.5", "null"),
        ("f64", Arc::new(Float64Array::from(vec![Some(0.1), None])), "real", "0.1", "null"),
        ("dec", Arc::new(decimals), "decimal", "12.5", "null"),
        ("dec256", Arc::new(wide), "decimal", "-0.0000000000000000000000005", "null"),
        ("dec32", Arc::new(narrow), "decimal", "0.000000007", "null"),
        ("utf8", Arc::new(StringArray::from(vec![Some("a"), None])), "string", "a", ""),
        ("large", Arc::new(LargeStringArray::from(vec![Some("b"), None])), "string", "b", ""),
        ("view", Arc::new(StringViewArray::from(vec![Some("c"), None])), "string", "c", ""),
        ("words", Arc::new(words), "string", "w", ""),
        ("ms", times(TimeUnit::Millisecond), "datetime", "2026-01-15T10:00:00.0000000Z", "null"),
        ("us", times(TimeUnit::Microsecond), "datetime", "2026-01-15T10:00:00.0000000Z", "null"),
        ("ns", times(TimeUnit::Nanosecond), "datetime", "2026-01-15T10:00:00.0000000Z", "null"),
        (
            "day",
            Arc::new(Date32Array::from(vec![Some(20_468), None])),
            "datetime",
            "2026-01-15T00:00:00.0000000Z",
            "null",
        ),
        (
            "time",
            Arc::new(Time64MicrosecondArray::from(vec![Some(1_500_000), None])),
            "timespan",
            "00:00:01.5000000",
            "null",
        ),
        ("guid", Arc::new(guids), "guid", "74be27de-1e4e-49d9-b579-fe0b331d3642", "null"),
        ("bytes", Arc::new(BinaryArray::from(vec![Some(&b"foobar"[..]), None])), "string", "Zm9vYmFy", ""),
        ("list", Arc::new(list), "dynamic", "[1,null]", "null"),
    ];
    let folder = Folder::new();
    let stored = batch(columns.iter().map(|(name, array, ..)| (*name, array.clone())).collect());
    folder.parquet("T.parquet", &stored);
    let join = |f: fn(&(&str, ArrayRef, &str, &str, &str)) -> String, by: &str, last: &str| {
        columns.iter().map(f).chain([last.to_owned()]).collect::<Vec<_>>().join(by)
    };
    let schema = join(|c| format!("{}:{}", c.0, c.2), " ", "Type:string");
    let mut expected = [join(|c| c.3.to_owned(), "|", "T"), join(|c| c.4.to_owned(), "|", "T")];
    expected.sort();
    let (found, rows) = folder.read("T").unwrap();
    assert_eq!(found, schema);
    assert_eq!(rows, expected);
}

#[test]
fn names_are_taken_as_they_are() {
    let folder = Folder::new();
    let one = || Arc::new(Int64Array::from(vec![1])) as ArrayRef;
    folder.parquet(
        "odd [1] 100%/a b#c?.parquet",
        &batch(vec![("A.b", one()), ("a", one()), ("A", one()), ("x y", one())]),
    );
    let name = "odd [1] 100%";
    let expected = table_of("A.b:long a:long A:long x y:long Type:string", &["1|1|1|1|odd [1] 100%"]);
    assert_eq!(folder.read(name), expected);
}

#[test]
fn files_are_united_and_widened() {
    let folder = Folder::new();
    let text = |s: &str| Arc::new(StringArray::from(vec![s])) as ArrayRef;
    folder.parquet("T/1.parquet", &batch(vec![("n", Arc::new(Int32Array::from(vec![1]))), ("a", text("x"))]));
    folder.parquet("T/2.parquet", &batch(vec![("b", text("y")), ("n", Arc::new(Int64Array::from(vec![1 << 40])))]));
    folder.parquet("T/3.parquet", &batch(vec![("n", Arc::new(Float64Array::from(vec![0.5])))]));
    let expected = table_of("n:real a:string b:string Type:string", &["0.5|||T", "1.0|x||T", "1099511627776.0||y|T"]);
    assert_eq!(folder.read("T"), expected);
    assert_eq!(folder.load("T").unwrap().sources().len(), 1);
}

#[test]
fn times_of_several_units_are_several_scans() {
    let folder = Folder::new();
    folder.parquet("T/1.parquet", &batch(vec![("t", times(TimeUnit::Microsecond))]));
    folder.parquet("T/2.parquet", &batch(vec![("t", times(TimeUnit::Nanosecond))]));
    folder.write("T/3.csv", b"t\n2026-01-16\n");
    let expected = table_of(
        "t:datetime Type:string",
        &[
            "2026-01-15T10:00:00.0000000Z|T",
            "2026-01-15T10:00:00.0000000Z|T",
            "2026-01-16T00:00:00.0000000Z|T",
            "null|T",
            "null|T",
        ],
    );
    assert_eq!(folder.read("T"), expected);
    assert_eq!(folder.load("T").unwrap().sources().len(), 3);
}

#[test]
fn files_that_contradict_each_other_are_both_named() {
    let folder = Folder::new();
    folder.parquet("tables/T/1.parquet", &batch(vec![("c", Arc::new(Int64Array::from(vec![5])))]));
    folder.parquet("tables/T/2.parquet", &batch(vec![("c", Arc::new(StringArray::from(vec!["x"])))]));
    let error = folder.relative(&folder.read("T").unwrap_err());
    assert!(
        error.starts_with("tables/T/1.parquet: column 'c': is long here and string in tables/T/2.parquet"),
        "{error}"
    );
    folder.write("lurcher.toml", b"[tables.T.columns]\nc = \"string\"\n");
    assert_eq!(folder.read("T"), table_of("c:string Type:string", &["5|T", "x|T"]));
    folder.write("lurcher.toml", b"[tables.T.columns]\nc = \"long\"\n");
    assert_eq!(folder.read("T"), table_of("c:long Type:string", &["5|T", "null|T"]));
    assert_eq!(folder.conversions(), ["T.c: 1 cell did not convert to long and became null, the first is 'x'"]);
}

#[test]
fn documented_types_go_before_those_of_the_file() {
    let folder = Folder::new();
    let rows = batch(vec![
        ("TimeGenerated", Arc::new(StringArray::from(vec!["2026-01-15T10:00:00Z", "soon"]))),
        ("SrcPortNumber", Arc::new(Int64Array::from(vec![Some(443), None]))),
        ("DstPortNumber", Arc::new(Int64Array::from(vec![1 << 40, 80]))),
        ("AdditionalFields", Arc::new(StringArray::from(vec!["{\"a\": 1}", ""]))),
        ("SrcBytes", Arc::new(Int32Array::from(vec![1, 2]))),
    ]);
    folder.parquet("ASimNetworkSessionLogs.parquet", &rows);
    let table = folder.load("ASimNetworkSessionLogs").unwrap();
    let (_, rows) = folder.rows(&table).unwrap();
    let cells = |name: &str| -> Vec<String> {
        let place = table.symbol().columns.iter().position(|c| *c.name == *name).unwrap();
        let mut cells: Vec<String> = rows.iter().map(|r| r.split('|').nth(place).unwrap().to_owned()).collect();
        cells.sort();
        cells
    };
    assert_eq!(cells("TimeGenerated"), ["2026-01-15T10:00:00.0000000Z", "null"]);
    assert_eq!(cells("SrcPortNumber"), ["443", "null"]);
    assert_eq!(cells("DstPortNumber"), ["80", "null"]);
    assert_eq!(cells("AdditionalFields"), ["null", "{\"a\":1}"]);
    assert_eq!(cells("SrcBytes"), ["1", "2"]);
    assert_eq!(folder.conversions().len(), 2);
    assert_eq!(table.newest_time_generated().map(|newest| newest.now()), Ok(Some(639_040_680_000_000_000)));
    // Statistics prove that one of the two ports fits an int: its column is read as such, and can be pruned.
    let expr = |name: &str| {
        let place = table.symbol().columns.iter().position(|c| *c.name == *name).unwrap();
        table.sources()[0].columns()[place].to_string()
    };
    assert_eq!(expr("SrcPortNumber"), "SrcPortNumber");
    assert!(expr("DstPortNumber").starts_with("kql_convert("), "{}", expr("DstPortNumber"));
}

#[test]
fn a_datetime_does_not_become_a_number() {
    let folder = Folder::new();
    folder.parquet("tables/T.parquet", &batch(vec![("t", times(TimeUnit::Microsecond))]));
    folder.write("lurcher.toml", b"[tables.T.columns]\nt = \"long\"\n");
    let error = folder.read("T").unwrap_err();
    assert!(
        error.starts_with("tables/T.parquet: column 't': has type Timestamp(µs), which does not convert to long"),
        "{error}"
    );
}

#[test]
fn broken_files_are_named() {
    let folder = Folder::new();
    folder.write("T.parquet", b"this is no Parquet file at all");
    let error = folder.read("T").unwrap_err();
    assert!(error.starts_with("T.parquet: is no Parquet file, or is cut"), "{error}");
    folder.write("T.parquet", b"");
    assert!(folder.read("T").is_err_and(|e| e.starts_with("T.parquet: is no Parquet file, or is cut")));
    folder.parquet("U.parquet", &batch(vec![("a", Arc::new(Int64Array::from_iter_values(0..1000)))]));
    let whole = std::fs::read(folder.path("U.parquet")).unwrap();
    folder.write("U.parquet", &whole[..whole.len() / 2]);
    assert!(folder.read("U").is_err_and(|e| e.starts_with("U.parquet: is no Parquet file, or is cut")));
}

#[test]
fn a_type_that_we_do_not_read_is_named() {
    let months = IntervalYearMonthArray::from(vec![1]);
    let folder = Folder::new();
    folder.parquet("T.parquet", &batch(vec![("m", Arc::new(months))]));
    let error = folder.read("T").unwrap_err();
    assert!(error.starts_with("T.parquet: column 'm': the type Interval(YearMonth) is not supported"), "{error}");
}

#[test]
fn an_empty_table_is_known_to_be_empty() {
    let folder = Folder::new();
    folder.parquet("T.parquet", &batch(vec![("a", Arc::new(Int64Array::from(Vec::<i64>::new())))]));
    let table = folder.load("T").unwrap();
    assert!(table.symbol().empty);
    assert_eq!(table.rows(), Some(0));
}

#[test]
fn the_newest_row_with_and_without_statistics() {
    for statistics in [true, false] {
        let folder = Folder::new();
        let rows = batch(vec![("TimeGenerated", times(TimeUnit::Microsecond))]);
        folder.parquet_in_groups("T/1.parquet", &rows, 1, statistics);
        folder
            .parquet("T/2.parquet", &batch(vec![("TimeGenerated", Arc::new(TimestampNanosecondArray::from(vec![0])))]));
        assert_eq!(
            folder.load("T").unwrap().newest_time_generated().map(|newest| newest.now()),
            Ok(Some(639_040_680_000_000_000)),
            "{statistics}"
        );
    }
}

/// A thousand rows, one a second from 1970 on, in ten row groups.
fn ticking(folder: &Folder, statistics: bool) -> Table {
    let seconds = TimestampMicrosecondArray::from_iter_values((0..1000).map(|s| s * 1_000_000));
    let names = StringArray::from_iter_values((0..1000).map(|i| format!("n{}", i / 100)));
    let rows = batch(vec![("t", Arc::new(seconds)), ("s", Arc::new(names))]);
    folder.parquet_in_groups("T.parquet", &rows, 100, statistics);
    folder.load("T").unwrap()
}

/// How many row groups a filter matched, of ten, and how many rows came out.
fn matched(folder: &Folder, table: &Table, filter: impl Fn(&[Expr]) -> Expr) -> (String, usize) {
    let source = &table.sources()[0];
    let plan = scan_of(source).filter(filter(source.columns())).unwrap().build().unwrap();
    let (batches, plan) = folder.run(plan).unwrap();
    let metric = plan.split("row_groups_pruned_statistics=").nth(1).unwrap();
    (metric.split([',', ']']).next().unwrap().to_owned(), batches.iter().map(RecordBatch::num_rows).sum())
}

#[test]
fn a_range_of_time_prunes_row_groups() {
    let folder = Folder::new();
    let table = ticking(&folder, true);
    let at = |second: i64| lit(UNIX_EPOCH_TICKS + second * 10_000_000);
    let (groups, rows) = matched(&folder, &table, |c| c[0].clone().gt_eq(at(850)).and(c[0].clone().lt(at(950))));
    assert_eq!(rows, 100);
    assert!(groups.starts_with("10 total → 2 matched"), "{groups}");
}

#[test]
fn without_statistics_nothing_is_pruned_and_extremes_are_null() {
    let folder = Folder::new();
    let table = ticking(&folder, false);
    let at = |second: i64| lit(UNIX_EPOCH_TICKS + second * 10_000_000);
    assert_eq!(table.sources()[0].columns()[0].to_string(), "kql_ticks_checked(t)");
    assert_eq!(matched(&folder, &table, |c| c[0].clone().gt_eq(at(990))).1, 10);

    let beyond = TimestampMicrosecondArray::from(vec![0, i64::MAX, i64::MIN]);
    folder.parquet("U.parquet", &batch(vec![("t", Arc::new(beyond))]));
    let table = folder.load("U").unwrap();
    assert_eq!(table.sources()[0].columns()[0].to_string(), "kql_ticks_checked(t)");
    assert_eq!(matched(&folder, &table, |c| c[0].clone().gt_eq(at(0))).1, 1);
}

#[test]
fn a_text_column_without_nulls_needs_no_function() {
    let folder = Folder::new();
    let schema = Schema::new(vec![Field::new("s", DataType::Utf8, false)]);
    let rows = RecordBatch::try_new(Arc::new(schema), vec![Arc::new(StringArray::from(vec!["a"]))]).unwrap();
    folder.parquet("T.parquet", &rows);
    let table = folder.load("T").unwrap();
    let source = &table.sources()[0];
    let plan = scan_of(source).filter(source.columns()[0].clone().eq(lit("a"))).unwrap().build().unwrap();
    let (_, plan) = folder.run(plan).unwrap();
    assert!(!plan.contains("kql_str"), "{plan}");
}

#[test]
fn a_column_of_the_null_type_is_there() {
    let folder = Folder::new();
    let nothing: ArrayRef = Arc::new(arrow::array::NullArray::new(2));
    folder.parquet("T.parquet", &batch(vec![("a", Arc::new(Int64Array::from(vec![1, 2]))), ("n", nothing)]));
    assert_eq!(folder.read("T"), table_of("a:long n:string Type:string", &["1||T", "2||T"]));
}
