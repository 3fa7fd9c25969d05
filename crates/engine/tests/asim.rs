//! ASIM functions over the parsers of a workspace's content: which take part, what they cost, and what is wrong with
//! broken ones.

use std::fs;

use arrow::util::display::array_value_to_string;
use lurcher_engine::clock::Clock;
use lurcher_engine::{EngineError, Session, SessionOptions};

/// A parser of the content. Its events are those of the table `TABLE`.
const PARSER: &str = "
ParserName: vimNetworkSessionNAME
EquivalentBuiltInParser: _Im_NetworkSession_NAME
ParserParams:
  - Name: starttime
    Type: datetime
    Default: datetime(null)
  - Name: disabled
    Type: bool
    Default: false
ParserQuery: |
  TABLE
  | where not(disabled) and (isnull(starttime) or TimeGenerated >= starttime)
  | extend EventProduct = 'NAME'
";

const HOUSE: (&str, &str) =
    ("tables/House.csv", "TimeGenerated,Port\n2026-01-15T10:00:00Z,22\n2026-01-15T11:00:00Z,443\n");
const NATIVE: (&str, &str) =
    ("tables/ASimNetworkSessionLogs.csv", "TimeGenerated,EventProduct\n2026-01-15T10:00:00Z,Native\n");

struct Workspace {
    folder: tempfile::TempDir,
}

impl Workspace {
    /// A workspace with the native table, and with parsers of the tables `House`, which it has, `CommonSecurityLog`,
    /// which is empty, and `Nowhere_CL`, which does not exist.
    fn new() -> Self {
        let workspace = Self { folder: tempfile::tempdir().expect("a folder") };
        workspace
            .with("lurcher.toml", "content = [\"content\"]")
            .with(HOUSE.0, HOUSE.1)
            .with(NATIVE.0, NATIVE.1)
            .with_parsers(&[("House", "House"), ("Firewall", "CommonSecurityLog"), ("Nowhere", "Nowhere_CL")])
    }

    fn with(self, name: &str, text: &str) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
        self
    }

    fn with_parsers(self, parsers: &[(&str, &str)]) -> Self {
        parsers.iter().fold(self, |workspace, (name, table)| {
            let text = PARSER.replace("NAME", name).replace("TABLE", table);
            workspace.with(&format!("content/{name}.yaml"), &text)
        })
    }

    fn with_watchlist(self, rows: &str) -> Self {
        self.with("watchlists/ASimDisabledParsers.csv", &format!("CallerContext,SourceSpecificParser\n{rows}"))
    }

    fn session(&self) -> Session {
        let clock = Some(Clock::parse("2026-01-15T12:00:00Z").expect("a time"));
        let workspace = Some(self.folder.path().to_path_buf());
        Session::open(SessionOptions { workspace, clock, ..SessionOptions::default() }).expect("a session")
    }

    /// The rows of an answer, sorted, their cells beside each other.
    fn rows(&self, query: &str) -> Vec<String> {
        let session = self.session();
        let answer = session.query(query).unwrap_or_else(|e| panic!("{query}: {e}"));
        let mut rows = Vec::new();
        for batch in answer.results.into_iter().flat_map(|result| result.start()) {
            let batch = batch.unwrap_or_else(|e| panic!("{query}: {e}"));
            rows.extend((0..batch.num_rows()).map(|row| {
                let cells = batch.columns().iter().map(|c| array_value_to_string(c, row).unwrap_or_default());
                cells.collect::<Vec<_>>().join(" ")
            }));
        }
        rows.sort_unstable();
        rows
    }

    /// How many events each product has.
    fn products(&self, function: &str) -> Vec<String> {
        self.rows(&format!("{function} | summarize count() by EventProduct"))
    }

    /// What is wrong with a query, with places in files relative to the workspace.
    fn errors(&self, query: &str) -> Vec<String> {
        let Err(EngineError::Query(error)) = self.session().query(query) else { panic!("{query} is no error") };
        let folder = self.folder.path().to_string_lossy().into_owned();
        let errors = error.diagnostics.iter().filter(|d| d.is_error());
        errors.map(|d| format!("{} {}", d.code, d.message).replace(&folder, "W").replace('\\', "/")).collect()
    }
}

#[test]
fn every_source_takes_part_without_a_watchlist_and_with_an_empty_one() {
    for workspace in [Workspace::new(), Workspace::new().with_watchlist("")] {
        for function in ["_Im_NetworkSession", "imNetworkSession"] {
            assert_eq!(workspace.products(function), ["House 2", "Native 1"], "{function}");
        }
    }
}

/// <https://learn.microsoft.com/azure/sentinel/normalization-manage-parsers>
#[test]
fn the_watchlist_disables_sources() {
    for (rows, built_in, deployed) in [
        (
            "Exclude_Im_NetworkSession,Exclude_Im_NetworkSession_House\n",
            &["Native 1"][..],
            &["House 2", "Native 1"][..],
        ),
        ("Any,Exclude_Im_NetworkSession_Native\n", &["House 2"], &["House 2", "Native 1"]),
        ("Exclude_Im_NetworkSession,Any\n", &[], &["House 2", "Native 1"]),
        ("Exclude_ASim_NetworkSession,Any\n", &["House 2", "Native 1"], &["House 2", "Native 1"]),
        ("ExcludevimNetworkSession,ExcludevimNetworkSessionHouse\n", &["House 2", "Native 1"], &["Native 1"]),
        ("ExcludeimNetworkSession,ExcludevimNetworkSessionNative\n", &["House 2", "Native 1"], &["House 2"]),
        ("Any,Any\n", &[], &[]),
        ("Exclude_Im_Dns,Any\n", &["House 2", "Native 1"], &["House 2", "Native 1"]),
    ] {
        let workspace = Workspace::new().with_watchlist(rows);
        assert_eq!(workspace.products("_Im_NetworkSession"), built_in, "{rows}");
        assert_eq!(workspace.products("imNetworkSession"), deployed, "{rows}");
    }
}

/// What is disabled is the sources: the fields of the schema and what the workspace adds stay.
#[test]
fn what_the_workspace_adds_stays() {
    let workspace = Workspace::new()
        .with_watchlist("Any,Any\n")
        .with("functions/Im_NetworkSessionCustom.kql", "House | extend EventProduct = 'Mine'");
    assert_eq!(workspace.products("_Im_NetworkSession"), ["Mine 2"]);
    assert_eq!(workspace.rows("_Im_NetworkSession | where isempty(DstIpAddr) | count"), ["2"]);
}

#[test]
fn a_broken_watchlist_disables_nothing() {
    let workspace = Workspace::new().with_watchlist("one,\"two\n");
    assert_eq!(workspace.products("_Im_NetworkSession"), ["House 2", "Native 1"]);
    let session = workspace.session();
    session.query("_Im_NetworkSession").expect("an answer");
    let warnings: Vec<String> =
        session.catalog().stored_functions().warnings().iter().map(ToString::to_string).collect();
    assert!(warnings.iter().any(|warning| warning.contains("ASimDisabledParsers.csv")), "{warnings:?}");
}

/// A parser whose table has no rows, or does not exist, is no part of the plan.
#[test]
fn a_parser_without_a_table_costs_nothing() {
    let workspace = Workspace::new();
    let plan = |query: &str| {
        let answer = workspace.session().query(query).expect("an answer");
        answer.results[0].explain().expect("a plan")
    };
    let all = plan("_Im_NetworkSession | summarize count() by EventProduct");
    assert!(all.contains("House") && all.contains("ASimNetworkSessionLogs"), "{all}");
    assert!(!all.contains("CommonSecurityLog") && !all.contains("Nowhere"), "{all}");
    for query in ["_Im_NetworkSession_Firewall", "_Im_NetworkSession_House(disabled=true)", "_Im_Dns(eventtype='*')"] {
        let plan = plan(&format!("{query} | project EventProduct"));
        assert!(!plan.contains("House") && !plan.contains("Log"), "{query}\n{plan}");
    }
}

#[test]
fn the_workspace_wins_over_its_content() {
    let workspace = Workspace::new().with("functions/vimNetworkSessionHouse.kql", "print Who = 'workspace'");
    let session = workspace.session();
    session.query("vimNetworkSessionHouse").expect("an answer");
    let warnings: Vec<String> =
        session.catalog().stored_functions().warnings().iter().map(ToString::to_string).collect();
    assert!(
        matches!(&warnings[..], [w] if w.starts_with("the function 'vimNetworkSessionHouse' is defined in ")
            && w.contains("functions") && w.contains("House.yaml") && w.ends_with("the first one is used")),
        "{warnings:?}"
    );
    assert_eq!(workspace.rows("vimNetworkSessionHouse"), ["workspace"]);
}

#[test]
fn a_parser_that_calls_itself_through_another() {
    let workspace =
        Workspace::new().with_parsers(&[("There", "vimNetworkSessionBack"), ("Back", "vimNetworkSessionThere()")]);
    let errors = workspace.errors("vimNetworkSessionThere");
    let path = "vimNetworkSessionThere → vimNetworkSessionBack → vimNetworkSessionThere";
    assert!(errors[0].starts_with("LUR003 ") && errors[0].contains(path), "{errors:?}");
    // They are of no use; the others answer.
    assert_eq!(workspace.products("_Im_NetworkSession"), ["House 2", "Native 1"]);
    let workspace = Workspace::new().with_parsers(&[("Unifier", "_Im_NetworkSession")]);
    assert_eq!(workspace.products("_Im_NetworkSession"), ["House 2", "Native 1"]);
}

#[test]
fn a_parameter_of_an_unknown_type() {
    let text = PARSER.replace("NAME", "Odd").replace("TABLE", "House").replace("Type: bool", "Type: boolish");
    let workspace = Workspace::new().with("content/Odd.yaml", &text);
    let errors = workspace.errors("vimNetworkSessionOdd");
    assert!(
        errors[0].contains("W/content/Odd.yaml:9:11: the parameter 'disabled' has the unknown type 'boolish'"),
        "{errors:?}"
    );
    // The others answer, and it is said that one is missing.
    assert_eq!(workspace.products("_Im_NetworkSession"), ["House 2", "Native 1"]);
    let session = workspace.session();
    session.query("_Im_NetworkSession").expect("an answer");
    let warnings: Vec<String> =
        session.catalog().stored_functions().warnings().iter().map(ToString::to_string).collect();
    assert!(
        warnings.iter().any(|w| w.contains("goes without a source") && w.contains("Odd.yaml:9:11")),
        "{warnings:?}"
    );
}
