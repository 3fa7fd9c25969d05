//! What names stand for.

use std::fs;

use datafusion::execution::runtime_env::RuntimeEnv;
use lurcher_symbols::FurtherNames;

use super::*;

fn catalog(files: &[(&str, &str)]) -> (tempfile::TempDir, WorkspaceCatalog) {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let workspace = Arc::new(Workspace::open(Some(dir.path())).unwrap());
    let context =
        LoadContext { runtime: Arc::new(RuntimeEnv::default()), counters: Arc::default(), raw_options: Arc::default() };
    let catalog = WorkspaceCatalog::open(workspace, context).unwrap();
    (dir, catalog)
}

fn columns(symbol: &TableSymbol) -> Vec<&str> {
    symbol.columns.iter().map(|c| &*c.name).collect()
}

#[test]
fn which_tables_exist() {
    let (_dir, catalog) = catalog(&[("tables/Mine.csv", "a\n1\n"), ("tables/Broken.json", "nonsense")]);
    let mine = catalog.table("Mine").unwrap().unwrap();
    assert_eq!(columns(&mine), ["a", "Type"]);
    assert!(!mine.empty);
    let documented = catalog.table("CommonSecurityLog").unwrap().unwrap();
    assert!(documented.empty && documented.further.names == FurtherNames::None && documented.columns.len() > 100);
    assert_eq!(catalog.table("AzureDiagnostics").unwrap().unwrap().further.names, FurtherNames::Any);
    assert!(catalog.table("Broken").unwrap().unwrap_err().contains("Broken.json:1: an object is expected here"));
    let connector = catalog.table("NetworkSummary_Protocol_CL").unwrap().unwrap();
    assert!(connector.empty && columns(&connector).contains(&"DstPortNumber"));
    // The reference of this one leaves it out.
    let poller = catalog.table("CiscoMerakiNativePoller_CL").unwrap().unwrap();
    assert_eq!(columns(&poller).last(), Some(&"Type"));
    for unknown in ["mine", "Nowhere", "Mine_CL"] {
        assert_eq!(catalog.table(unknown), None, "{unknown}");
    }
    assert_eq!(catalog.stored_table_names(), [Arc::from("Broken"), Arc::from("Mine")]);
    let names = catalog.table_names();
    assert!(names.is_sorted() && names.contains(&"Syslog".into()) && names.contains(&"Okta_CL".into()));
}

#[test]
fn declared_columns_alone_make_a_table() {
    let (_dir, catalog) = catalog(&[("lurcher.toml", "[tables.Mine_CL.columns]\nPort = \"long\"\n")]);
    let mine = catalog.table("Mine_CL").unwrap().unwrap();
    assert_eq!(columns(&mine), ["Port", "Type"]);
    assert!(mine.empty && mine.further.names == FurtherNames::Suffixed);
    assert!(catalog.table_names().contains(&"Mine_CL".into()));
}

#[test]
fn a_table_is_loaded_once() {
    let (dir, catalog) = catalog(&[("tables/Mine.csv", "a\n1\n")]);
    let first = catalog.data("Mine").unwrap().unwrap();
    fs::remove_file(dir.path().join("tables/Mine.csv")).unwrap();
    assert!(Arc::ptr_eq(&first, &catalog.data("Mine").unwrap().unwrap()));
}

#[test]
fn watchlists_are_open_tables_of_strings() {
    let (_dir, catalog) = catalog(&[
        ("lurcher.toml", "[watchlists.ports]\nsearch_key = \"Port\"\n"),
        ("watchlists/ports.csv", "Name,Port\nssh,22\n"),
    ]);
    let table = catalog.watchlist_data("ports").unwrap();
    let symbol = table.symbol();
    assert!(symbol.further.names == FurtherNames::Strings && !symbol.empty);
    assert_eq!(columns(symbol), ["_DTItemId", "LastUpdatedTimeUTC", "SearchKey", "WatchlistItem", "Name", "Port"]);
    assert_eq!(table.rows(), Some(1));
    assert_eq!(watchlists::alias_of(&symbol.name), Some("ports"));
    let absent = catalog.watchlist("nowhere").unwrap();
    assert!(absent.further.names == FurtherNames::Strings && absent.empty);
    assert_eq!(columns(&absent), ["_DTItemId", "LastUpdatedTimeUTC", "SearchKey", "WatchlistItem"]);
}

#[test]
fn a_watchlist_without_its_search_key_is_an_error() {
    let (_dir, catalog) = catalog(&[
        ("lurcher.toml", "[watchlists.ports]\nsearch_key = \"Prot\"\n"),
        ("watchlists/ports.csv", "Name,Port\nssh,22\n"),
    ]);
    assert!(catalog.watchlist("ports").is_err_and(|e| e.contains("Prot")));
}

#[test]
fn content_that_is_not_there_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("lurcher.toml"), "content = [\"nowhere\"]\n").unwrap();
    let workspace = Arc::new(Workspace::open(Some(dir.path())).unwrap());
    let context =
        LoadContext { runtime: Arc::new(RuntimeEnv::default()), counters: Arc::default(), raw_options: Arc::default() };
    let error = WorkspaceCatalog::open(workspace, context).unwrap_err().to_string();
    assert!(error.contains("nowhere: does not exist"), "{error}");
}

#[test]
fn asim_functions_are_there_without_a_workspace() {
    let context =
        LoadContext { runtime: Arc::new(RuntimeEnv::default()), counters: Arc::default(), raw_options: Arc::default() };
    let catalog = WorkspaceCatalog::open(Arc::new(Workspace::default()), context).unwrap();
    assert!(catalog.function("_Im_NetworkSession").is_some_and(|f| f.is_ok()));
    assert!(catalog.function("nowhere").is_none());
    assert!(catalog.function_names().contains(&"_Im_NetworkSession".into()));
}
