//! Which row groups of a Parquet file a query reads. The statistics of the file answer for the others, through renames,
//! computed names, unions and parsers.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, Decimal128Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use lurcher_engine::clock::Clock;
use lurcher_engine::execution::Profile;
use lurcher_engine::{Session, SessionOptions};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;

/// Each row group is an hour of a day, with a row each minute.
const GROUPS: usize = 24;
const ROWS: usize = 60;

/// 2026-01-15T00:00:00Z in microseconds since 1970.
const MIDNIGHT: i64 = 1_768_435_200_000_000;
const MINUTE: i64 = 60_000_000;

const PARSER: &str = "
Parser:
  Title: firewall
ParserName: vimNetworkSessionHouse
EquivalentBuiltInParser: _Im_NetworkSession_House
ParserParams:
  - Name: starttime
    Type: datetime
    Default: datetime(null)
  - Name: endtime
    Type: datetime
    Default: datetime(null)
ParserQuery: |
  let parser = (starttime: datetime = datetime(null), endtime: datetime = datetime(null)) {
    House
    | where (isnull(starttime) or TimeGenerated >= starttime) and (isnull(endtime) or TimeGenerated <= endtime)
    | project-rename DstIpAddr = Address
    | extend EventProduct = 'House', EventVendor = 'House'
  };
  parser(starttime = starttime, endtime = endtime)
";

struct Workspace {
    _folder: tempfile::TempDir,
    session: Session,
}

impl Workspace {
    /// `Events` and `House`, and the native table of network sessions, each with the same rows; the clock shows the end
    /// of the day.
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (tables, functions) = (folder.path().join("tables"), folder.path().join("functions"));
        fs::create_dir_all(&tables).expect("a folder");
        fs::create_dir_all(&functions).expect("a folder");
        fs::write(functions.join("House.yaml"), PARSER).expect("a file");
        for name in ["Events", "House"] {
            write(&tables.join(format!("{name}.parquet")), "Address");
        }
        write(&tables.join("ASimNetworkSessionLogs.parquet"), "DstIpAddr");
        let clock = Some(Clock::parse("2026-01-16T00:00:00Z").expect("a time"));
        let workspace = Some(folder.path().to_path_buf());
        let session = Session::open(SessionOptions { workspace, clock, ..SessionOptions::default() });
        Self { _folder: folder, session: session.expect("a session") }
    }

    /// How many rows a query gives, and what it has read.
    fn run(&self, query: &str) -> (usize, Profile) {
        let answer = self.session.query(query).unwrap_or_else(|e| panic!("{query}: {e}"));
        let (mut count, mut profile) = (0, Profile::default());
        for result in answer.results {
            let mut rows = result.start();
            for batch in rows.by_ref() {
                count += batch.unwrap_or_else(|e| panic!("{query}: {e}")).num_rows();
            }
            profile = rows.profile();
        }
        (count, profile)
    }

    /// Asserts the number of a query's rows, of the row groups that it reads, and of the row groups of its tables.
    fn assert_reads(&self, query: &str, rows: usize, read: usize, of: usize) {
        let (found, profile) = self.run(query);
        assert_eq!((found, profile.row_groups_read, profile.row_groups), (rows, read, of), "{query}");
    }
}

/// A file with a row group for each hour. The group number stands in `Hour`, in the names of `Host`, and with a quarter
/// more in the decimals.
fn write(path: &Path, address: &str) {
    let all = 0..GROUPS * ROWS;
    let times: TimestampMicrosecondArray = all.clone().map(|i| Some(MIDNIGHT + i as i64 * MINUTE)).collect();
    let hours: Int64Array = all.clone().map(|i| Some((i / ROWS) as i64)).collect();
    let hosts: StringArray = all.clone().map(|i| Some(format!("host-{:02}-{:02}", i / ROWS, i % ROWS))).collect();
    let addresses: StringArray = all.map(|i| Some(format!("10.0.{}.{}", i / ROWS, i % ROWS))).collect();
    let columns: [(&str, ArrayRef); 6] = [
        ("TimeGenerated", Arc::new(times.with_timezone("UTC"))),
        ("Hour", Arc::new(hours)),
        ("Host", Arc::new(hosts)),
        (address, Arc::new(addresses)),
        ("Share", Arc::new(all_quarters(10, 2))),
        ("Fine", Arc::new(all_quarters(38, 36))),
    ];
    let batch = RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true)));
    let batch = batch.expect("columns of one length");
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(ROWS)).build();
    let file = File::create(path).expect("a file");
    let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).expect("a writer");
    writer.write(&batch).expect("rows");
    writer.close().expect("a footer");
}

/// The group number and a quarter for each row, as decimals of that precision and scale.
fn all_quarters(precision: u8, scale: i8) -> Decimal128Array {
    let unit = 10_i128.pow(u32::from(scale.unsigned_abs()) - 2);
    let values: Decimal128Array = (0..GROUPS * ROWS).map(|i| Some((100 * (i / ROWS) as i128 + 25) * unit)).collect();
    values.with_precision_and_scale(precision, scale).expect("a type")
}

#[test]
fn comparisons_of_time() {
    let workspace = Workspace::new();
    for (predicate, rows, read) in [
        ("TimeGenerated >= datetime(2026-01-15T22:00)", 120, 2),
        ("TimeGenerated > datetime(2026-01-15T22:59)", 60, 1),
        ("TimeGenerated < datetime(2026-01-15T00:30)", 30, 1),
        ("TimeGenerated between (datetime(2026-01-15T05:30) .. datetime(2026-01-15T07:10))", 101, 3),
        ("TimeGenerated between (datetime(2026-01-15T05:30) .. 20m)", 21, 1),
        ("TimeGenerated !between (datetime(2026-01-15T01:00) .. datetime(2026-01-15T22:59))", 120, 2),
        ("TimeGenerated == datetime(2026-01-15T05:30)", 1, 1),
        ("TimeGenerated == datetime(2026-01-15T05:30:01)", 0, 1),
        ("TimeGenerated in (datetime(2026-01-15T05:30), datetime(2026-01-15T09:00), datetime(2026-01-14))", 2, 2),
        ("TimeGenerated > ago(90m)", 89, 2),
        ("TimeGenerated between (ago(3h) .. ago(2h))", 61, 2),
        ("TimeGenerated > datetime(2026-01-16)", 0, 0),
    ] {
        workspace.assert_reads(&format!("Events | where {predicate} | project Host"), rows, read, GROUPS);
        workspace.assert_reads(&format!("Events | where {predicate} | count"), 1, read, GROUPS);
    }
}

#[test]
fn comparisons_of_texts_and_numbers() {
    let workspace = Workspace::new();
    for (predicate, rows, read) in [
        ("Host == 'host-07-30'", 1, 1),
        ("Host == 'nobody'", 0, 0),
        ("Host in ('host-07-30', 'host-09-30', 'nobody')", 2, 2),
        ("Host startswith_cs 'host-07'", 60, 1),
        ("Hour == 5", 60, 1),
        ("Hour in (5, 6, 99)", 120, 2),
        ("Hour between (3 .. 4)", 120, 2),
        ("Hour >= 22 and Host != ''", 120, 2),
        ("isnotempty(Host)", 1440, 24),
    ] {
        workspace.assert_reads(&format!("Events | where {predicate} | project Host"), rows, read, GROUPS);
    }
}

/// The files' numbers are compared, not the keys that stand for them in a plan.
#[test]
fn comparisons_of_decimals() {
    let workspace = Workspace::new();
    for (predicate, rows, read) in [
        ("Share == decimal(5.25)", 60, 1),
        ("Share == decimal(5.255)", 0, 0),
        ("Share > decimal(22.1)", 120, 2),
        ("Share >= decimal(22.25)", 120, 2),
        ("Share < decimal(0.251)", 60, 1),
        ("Share <= decimal(-1e-25)", 0, 0),
        ("Share between (decimal(3) .. decimal(5))", 120, 2),
        ("Share in (decimal(5.25), decimal(9.251))", 60, 1),
        ("Share >= 22", 120, 2),
        ("Fine == decimal(5.25)", 60, 1),
        ("Fine > decimal(21.24999999999999999999999999999999)", 180, 3),
    ] {
        workspace.assert_reads(&format!("Events | where {predicate} | project Host"), rows, read, GROUPS);
    }
    workspace.assert_reads("Events | where Fine == Share | count", 1, GROUPS, GROUPS);
}

#[test]
fn through_renames_and_computed_names() {
    let workspace = Workspace::new();
    let last_two = ">= datetime(2026-01-15T22:00)";
    for (query, rows, read) in [
        (format!("Events | project-rename T = TimeGenerated | where T {last_two} | project Host"), 120, 2),
        (format!("Events | extend T = TimeGenerated | extend U = T | where U {last_two} | project U, Host"), 120, 2),
        (format!("Events | project T = TimeGenerated, H = Host | where T {last_two} | where H has 'host'"), 120, 2),
        (
            format!("Events | extend Day = startofday(TimeGenerated) | where TimeGenerated {last_two} | project Day"),
            120,
            2,
        ),
        ("Events | project-rename Name = Host | where Name == 'host-07-30'".to_owned(), 1, 1),
        ("let h = 7; Events | where Hour == h | summarize count() by Host".to_owned(), 60, 1),
        (
            "let f = (from: datetime) { Events | where TimeGenerated >= from }; f(ago(1h)) | project Host".to_owned(),
            60,
            1,
        ),
    ] {
        workspace.assert_reads(&query, rows, read, GROUPS);
    }
}

#[test]
fn below_unions_and_joins() {
    let workspace = Workspace::new();
    let last = "TimeGenerated >= datetime(2026-01-15T23:00)";
    workspace.assert_reads(&format!("union Events, House | where {last} | project Host"), 120, 2, 2 * GROUPS);
    workspace.assert_reads(&format!("union (Events | where {last}), House | count"), 1, 25, 2 * GROUPS);
    let join = format!("Events | join kind=inner (House | where {last}) on Host | where {last} | project Host");
    workspace.assert_reads(&join, 60, 2, 2 * GROUPS);
}

#[test]
fn below_parsers() {
    let workspace = Workspace::new();
    let native = "TimeGenerated > ago(1h)";
    workspace.assert_reads(&format!("_Im_NetworkSession | where {native} | project DstIpAddr"), 118, 2, 2 * GROUPS);
    let filtered = "_Im_NetworkSession(starttime=ago(2h), endtime=ago(1h)) | project DstIpAddr";
    workspace.assert_reads(filtered, 122, 4, 2 * GROUPS);
    let deployed = "imNetworkSession(starttime=ago(2h), endtime=ago(1h)) | project DstIpAddr";
    workspace.assert_reads(deployed, 122, 4, 2 * GROUPS);
    let house = format!("_Im_NetworkSession_House | where {native} | where DstIpAddr == '10.0.23.7'");
    workspace.assert_reads(&house, 1, 1, GROUPS);
}

/// The newest rows stand in the last row group; what was found there rules out the others.
#[test]
fn the_best_rows() {
    let workspace = Workspace::new();
    for (query, rows, most) in [
        ("Events | top 10 by TimeGenerated", 10, 1),
        ("Events | top 10 by TimeGenerated asc", 10, 1),
        ("Events | sort by TimeGenerated desc | take 10 | project Host", 10, 1),
        ("Events | project-rename T = TimeGenerated | top 10 by T | project T, Host", 10, 1),
        ("Events | extend U = TimeGenerated | top 70 by U", 70, 3),
        ("Events | top 10 by Hour", 10, 1),
    ] {
        let (found, profile) = workspace.run(query);
        assert_eq!((found, profile.row_groups), (rows, GROUPS), "{query}");
        assert!(profile.row_groups_read <= most, "{query}: {profile:?}");
    }
}

/// What the footer says needs no row group at all.
#[test]
fn extremes_and_counts_of_tables() {
    let workspace = Workspace::new();
    for query in [
        "Events | count",
        "Events | summarize count()",
        "Events | summarize max(TimeGenerated)",
        "Events | project-rename T = TimeGenerated | summarize min(T), max(T), max(Hour), count()",
        "Events | extend T = TimeGenerated | summarize Newest = max(T) | extend Age = now() - Newest",
    ] {
        workspace.assert_reads(query, 1, 0, 0);
    }
    workspace.assert_reads("Events | where Hour == 3 | summarize max(TimeGenerated)", 1, 1, GROUPS);
    workspace.assert_reads("Events | summarize max(TimeGenerated) by Hour", 24, 24, GROUPS);
    workspace.assert_reads("Events | summarize max(Host)", 1, 24, GROUPS);
}
