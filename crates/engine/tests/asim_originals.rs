//! Sentinel's own unifying parsers of network sessions, run unchanged from a clone of Azure-Sentinel.

use std::fs;
use std::path::{Path, PathBuf};

use arrow::util::display::array_value_to_string;
use lurcher_engine::clock::Clock;
use lurcher_engine::{Session, SessionOptions};

const PARSERS: &str = "Parsers/ASimNetworkSession/Parsers";

/// A session that was let through and one that was not, as AWS logs them.
const FLOWS: &str = "TimeGenerated,LogStatus,Action,SrcAddr,DstAddr,DstPort,Protocol
2026-01-15T10:00:00Z,OK,ACCEPT,10.0.0.1,203.0.113.7,443,6
2026-01-15T11:00:00Z,OK,REJECT,10.0.0.2,203.0.113.7,22,6
";

const NATIVE: &str = "TimeGenerated,EventProduct,SrcIpAddr,DstPortNumber\n2026-01-15T10:00:00Z,Native,10.0.0.1,443\n";

/// The columns of a custom table that a parser names without asking whether they are there.
const MERAKI: &str = "TimeGenerated,Message,MG,ManagementGroupName,RawData,Computer\n";

/// A column of `Syslog` that only legacy agents write. A parser names it without asking.
const SYSLOG: &str = "[tables.Syslog.columns]\nMG = \"string\"\n";

struct Workspace {
    folder: tempfile::TempDir,
}

/// The clone, beside the project or where `AZURE_SENTINEL` says. Without it a test is skipped, by its name.
fn clone(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("AZURE_SENTINEL").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../Azure-Sentinel"));
    let found = folder.join(PARSERS).join("imNetworkSession.yaml").is_file();
    if !found {
        eprintln!("skipped: {test} needs a clone of Azure-Sentinel beside the project, or named by AZURE_SENTINEL");
    }
    found.then(|| folder.canonicalize().unwrap_or(folder))
}

impl Workspace {
    /// A workspace with two of the tables that the parsers read.
    fn new(clone: &Path) -> Self {
        let workspace = Self { folder: tempfile::tempdir().expect("a folder") };
        let content = clone.join(PARSERS).to_string_lossy().replace('\\', "/");
        workspace
            .with("lurcher.toml", &format!("content = [{content:?}]\n{SYSLOG}"))
            .with("tables/AWSVPCFlow.csv", FLOWS)
            .with("tables/ASimNetworkSessionLogs.csv", NATIVE)
            .with("tables/meraki_CL.csv", MERAKI)
    }

    fn with(self, name: &str, text: &str) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
        self
    }

    fn with_watchlist(self, rows: &str) -> Self {
        self.with("watchlists/ASimDisabledParsers.csv", &format!("CallerContext,SourceSpecificParser\n{rows}"))
    }

    fn session(&self) -> Session {
        let clock = Some(Clock::parse("2026-01-15T12:00:00Z").expect("a time"));
        let workspace = Some(self.folder.path().to_path_buf());
        Session::open(SessionOptions { workspace, clock, ..SessionOptions::default() }).expect("a session")
    }

    /// How many sessions each product has.
    fn products(&self, function: &str) -> Vec<String> {
        let query =
            format!("{function} | summarize count() by EventProduct | project strcat(EventProduct, ' ', count_)");
        let session = self.session();
        let answer = session.query(&query).unwrap_or_else(|e| panic!("{query}: {e}"));
        let mut rows = Vec::new();
        for batch in answer.results.into_iter().flat_map(|result| result.start()) {
            let batch = batch.unwrap_or_else(|e| panic!("{query}: {e}"));
            rows.extend((0..batch.num_rows()).filter_map(|row| array_value_to_string(batch.column(0), row).ok()));
        }
        rows.sort_unstable();
        rows
    }
}

#[test]
fn without_a_watchlist_and_with_an_empty_one() {
    let Some(clone) = clone("without_a_watchlist_and_with_an_empty_one") else { return };
    for workspace in [Workspace::new(&clone), Workspace::new(&clone).with_watchlist("")] {
        for function in ["imNetworkSession", "ASimNetworkSession", "_Im_NetworkSession", "_ASim_NetworkSession"] {
            assert_eq!(workspace.products(function), ["Native 1", "VPC 2"], "{function}");
        }
    }
}

#[test]
fn one_parser_disabled() {
    let Some(clone) = clone("one_parser_disabled") else { return };
    let workspace = Workspace::new(&clone).with_watchlist(
        "ExcludevimNetworkSession,ExcludevimNetworkSessionAWSVPC\n\
         ExcludeASimNetworkSession,ExcludeASimNetworkSessionNative\n\
         Exclude_Im_NetworkSession,Exclude_Im_NetworkSession_AWSVPC\n",
    );
    assert_eq!(workspace.products("imNetworkSession"), ["Native 1"]);
    assert_eq!(workspace.products("ASimNetworkSession"), ["VPC 2"]);
    assert_eq!(workspace.products("_Im_NetworkSession"), ["Native 1"]);
    assert_eq!(workspace.products("_ASim_NetworkSession"), ["Native 1", "VPC 2"]);
}

#[test]
fn all_parsers_disabled() {
    let Some(clone) = clone("all_parsers_disabled") else { return };
    let workspace = Workspace::new(&clone).with_watchlist("Any,Any\n");
    for function in ["imNetworkSession", "ASimNetworkSession", "_Im_NetworkSession", "_ASim_NetworkSession"] {
        assert_eq!(workspace.products(function), [""; 0], "{function}");
    }
}

#[test]
fn parameters_are_handed_on() {
    let Some(clone) = clone("parameters_are_handed_on") else { return };
    let workspace = Workspace::new(&clone);
    for function in ["imNetworkSession", "_Im_NetworkSession"] {
        for (arguments, products) in [
            ("starttime=datetime(2026-01-15T10:30:00Z)", &["VPC 1"][..]),
            ("endtime=datetime(2026-01-15T10:30:00Z)", &["Native 1", "VPC 1"]),
            ("dstportnumber=443", &["Native 1", "VPC 1"]),
            ("srcipaddr_has_any_prefix=dynamic(['10.0.0.2'])", &["VPC 1"]),
            ("eventresult='Failure'", &["VPC 1"]),
        ] {
            assert_eq!(workspace.products(&format!("{function}({arguments})")), products, "{function}({arguments})");
        }
    }
}

/// Twenty parsers and more of tables without rows leave nothing in the plan.
#[test]
fn parsers_without_tables_cost_nothing() {
    let Some(clone) = clone("parsers_without_tables_cost_nothing") else { return };
    let workspace = Workspace::new(&clone);
    let query = "_Im_NetworkSession | summarize count() by DstPortNumber";
    let answer = workspace.session().query(query).unwrap_or_else(|e| panic!("{query}: {e}"));
    let plan = answer.results[0].explain().expect("a plan");
    assert!(plan.contains("AWSVPCFlow") && plan.contains("ASimNetworkSessionLogs"), "{plan}");
    for table in
        ["CommonSecurityLog", "DeviceNetworkEvents", "SecurityEvent", "Syslog", "VMConnection", "AzureDiagnostics"]
    {
        assert!(!plan.contains(table), "{table}\n{plan}");
    }
}
