//! Each type's values come back as they were.

use lurcher_symbols::values::datetime;

use super::*;

/// A table of a column's extremes.
const EXTREMES: [(&str, &[&str]); 10] = [
    ("bool", &["true", "false", "bool(null)"]),
    ("int", &["int(2147483647)", "toint(-2147483647 - 1)", "int(null)"]),
    ("long", &["9223372036854775807", "-9223372036854775807 - 1", "long(null)"]),
    ("real", &["real(+inf)", "real(-inf)", "real(nan)", "1.7976931348623157e308", "5e-324", "-0.0", "real(null)"]),
    (
        "decimal",
        &[
            "decimal(9999999999999999999999999999999999)",
            "decimal(-0.0000000000000000000000000000000001)",
            "decimal(1e300)",
            "decimal(null)",
        ],
    ),
    ("string", &["''", "'\\u0001d'", "'a\\n\\r\\t\"|'", "'longer than the twelve bytes of a view: é😀'"]),
    (
        "datetime",
        &[
            "datetime(0001-01-01)",
            "datetime(1601-01-01)",
            "datetime(9999-12-31T23:59:59.9999999)",
            "datetime(2026-01-15T10:20:30.1234567)",
            "datetime(null)",
        ],
    ),
    (
        "timespan",
        &["timespan(10675199.02:48:05.4775807)", "timespan(-10675199.02:48:05.4775808)", "1tick", "timespan(null)"],
    ),
    (
        "guid",
        &["guid(ffffffff-ffff-ffff-ffff-ffffffffffff)", "guid(00000000-0000-0000-0000-000000000000)", "guid(null)"],
    ),
    (
        "dynamic",
        &[
            "dynamic(null)",
            "dynamic({\"a\":[1,2.0,null,\"2026-01-15T10:00:00Z\"],\"b\":{}})",
            "pack_array(datetime(9999-12-31), 1tick, guid(null), decimal(1.5), real(nan), '\\u0001d')",
            "todynamic('\"\"')",
            "dynamic(\"x\")",
        ],
    ),
];

#[test]
fn extremes_of_every_type() {
    for (ty, values) in EXTREMES {
        let written = Written::new();
        let rows: Vec<String> =
            values.iter().enumerate().map(|(i, value)| format!("(print i = {i}, v = {value})")).collect();
        let shown = "project v, named = gettype(v), shown = tostring(v)";
        let source = format!("union {} | sort by i asc | {shown}", rows.join(", "));
        let expected = written.rows(&source);
        assert_eq!(expected.len(), values.len(), "{ty}");
        written.ingest("T", "a", &source);
        let stored = written.rows(&format!("T | sort by _SourceRecord asc | {shown}"));
        assert_eq!(stored, expected, "{ty}");
        let schema = written.rows("T | getschema | where ColumnName == 'v' | project ColumnType");
        assert_eq!(schema, [ty], "the type");
    }
}

/// A column of times that fit nanoseconds is one that other programs know; one that does not fit makes it ticks, of
/// that file.
#[test]
fn times_of_both_kinds_in_one_table() {
    let written = Written::new();
    let row = |time: &str| format!("print TimeGenerated = datetime({time}), Name = '{time}'");
    written.ingest("T", "a", &row("2026-01-15T10:00:00.0000001"));
    written.ingest("T", "b", &row("1601-01-01"));
    written.ingest("T", "c", &row("9999-12-31T23:59:59.9999999"));
    assert_eq!(
        written.rows("T | sort by TimeGenerated asc | project TimeGenerated"),
        ["1601-01-01T00:00:00.0000000Z", "2026-01-15T10:00:00.0000001Z", "9999-12-31T23:59:59.9999999Z"]
    );
    for (condition, expected) in [
        ("TimeGenerated < datetime(1970-01-01)", vec!["1601-01-01"]),
        ("TimeGenerated == datetime(2026-01-15T10:00:00.0000001)", vec!["2026-01-15T10:00:00.0000001"]),
        ("TimeGenerated > datetime(2027-01-01)", vec!["9999-12-31T23:59:59.9999999"]),
    ] {
        assert_eq!(written.rows(&format!("T | where {condition} | project Name")), expected, "{condition}");
    }
    let newest = written.session().catalog().data("T").unwrap().unwrap().newest_time_generated().unwrap();
    let now = datetime::parse("2026-01-15T10:00:00.0000001");
    assert_eq!((newest.now(), newest.later()), (now, Some(datetime::MAX)), "9999 is of the future");
    let manifest = manifest_of(&written.table("T")).unwrap().unwrap();
    let spans: Vec<_> = manifest.files.iter().map(|file| (file.first.clone(), file.last.clone())).collect();
    assert_eq!(spans[1].0.as_deref(), Some("1601-01-01T00:00:00.0000000Z"));
    assert!(spans.iter().all(|(first, last)| first == last));
}

/// Rows are sorted by their time, those without one last; equal times keep the order in which they came.
#[test]
fn rows_are_in_the_order_of_their_time() {
    let written = Written::new();
    let rows = "datatable(TimeGenerated: datetime, N: long) [
        datetime(2026-01-02), 1, datetime(null), 2, datetime(2026-01-01), 3, datetime(2026-01-02), 4, datetime(null), 5]";
    written.ingest("T", "a", rows);
    assert_eq!(written.rows("T | project N, _SourceRecord"), ["3|3", "1|1", "4|4", "2|2", "5|5"]);
}

/// What one batch has and another has not is missing there.
#[test]
fn batches_of_different_columns() {
    let written = Written::new();
    let mut ingest = Ingest::begin(&written.tables(), 0, MEMORY);
    written.add(&mut ingest, "T", "a", "print TimeGenerated = datetime(2026-01-02), A = 'a', N = 1");
    written.add(&mut ingest, "T", "b", "print TimeGenerated = datetime(2026-01-01), B = 'b', D = dynamic([1])");
    ingest.commit(&|_, _| Ok(())).unwrap();
    assert_eq!(manifest_of(&written.table("T")).unwrap().unwrap().files.len(), 1);
    assert_eq!(written.rows("T | project A, N, B, D"), ["|null|b|[1]", "a|1||null"]);
}

/// Where a row came from resolves by name, passes through what keeps rows, and stays out of `*`.
#[test]
fn provenance() {
    let written = Written::new();
    written.ingest("T", "x/a.log", "range N from 1 to 3 step 1");
    written.ingest("U", "y/b.log", "range N from 1 to 2 step 1");
    assert_eq!(written.rows("T | getschema | summarize make_list(ColumnName)"), ["[\"N\",\"Type\"]"]);
    for (kql, expected) in [
        ("T | where N == 2 | extend M = N | sort by M asc | project _SourceFile, _SourceRecord", vec!["x/a.log|2"]),
        ("T | summarize count() by _SourceFile", vec!["x/a.log|3"]),
        ("union T, U | summarize count() by _SourceFile | sort by _SourceFile asc", vec!["x/a.log|3", "y/b.log|2"]),
        ("union T, (print N = 9) | where N == 9 | project _SourceFile, _SourceRecord", vec!["|null"]),
        ("T | join kind=leftouter U on N | where N == 3 | project _SourceFile, N1", vec!["x/a.log|null"]),
        ("T | join kind=rightsemi U on N | where N == 2 | project _SourceFile", vec!["y/b.log"]),
        ("T | mv-expand X = pack_array(1, 2) | where N == 1 | project _SourceRecord, X", vec!["1|1", "1|2"]),
        ("T | top 1 by _SourceRecord desc | project N", vec!["3"]),
        ("T | distinct _SourceFile", vec!["x/a.log"]),
    ] {
        assert_eq!(written.rows(kql), expected, "{kql}");
    }
    for kql in ["T | project N | where _SourceFile == ''", "T | summarize count() | where _SourceFile == ''"] {
        assert!(written.try_rows(kql).is_err_and(|e| e.contains("_SourceFile")), "{kql}");
    }
    // A column of that name which a query makes is any other column.
    assert_eq!(written.rows("T | where N == 1 | extend _SourceFile = 'mine' | project _SourceFile"), ["mine"]);
}

/// A user's file with such a column shows it.
#[test]
fn a_column_of_that_name_in_a_file_of_the_users() {
    let written = Written::new();
    std::fs::create_dir_all(written.tables()).unwrap();
    std::fs::write(written.tables().join("T.csv"), "A,_SourceFile\n1,x\n").unwrap();
    assert_eq!(written.rows("T | project-away Type"), ["1|x"]);
}
