//! A parser whose table is not there costs nothing.

use crate::plan::sources;
use crate::run::{explain, hunt, query, warnings, workspace};

#[test]
fn without_tables_there_are_no_sessions_and_no_errors() {
    let workspace = workspace(&[]);
    assert_eq!(query("_Im_NetworkSession | count", workspace.path()).rows, [[0]]);
    assert!(hunt(workspace.path(), None).is_empty());
    assert_eq!(warnings("_Im_NetworkSession | count", workspace.path()), "");
}

#[test]
fn only_the_table_that_is_there_is_read() {
    let sources = sources();
    for source in &sources {
        let workspace = workspace(&[source]);
        let plan = explain("_Im_NetworkSession | summarize count() by DstPortNumber", workspace.path());
        let scans = |table: &str| plan.contains(&format!("TableScan: {table}#"));
        for (table, _) in sources.iter().flat_map(|source| &source.tables) {
            let expected = source.tables.iter().any(|(own, _)| own == table);
            assert_eq!(scans(table), expected, "{} and {table}: {plan}", source.name);
        }
    }
}
