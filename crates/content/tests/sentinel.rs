//! The original files of Azure-Sentinel, read unchanged.

use std::path::{Path, PathBuf};

use lurcher_content::kinds::Content;
use lurcher_content::{Library, Watchlists, load};
use lurcher_diagnostics::{Source, Span};
use lurcher_symbols::{StoredFunction, Value};

/// The folder of originals. Without it a test is skipped, in CI it fails.
fn originals(test: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/sentinel");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
    eprintln!("skipped: {test} needs the original Sentinel files in {}", folder.display());
    None
}

const SOLUTION: &str = "Network Session Essentials";

/// Every visible character of a text stands at its place in the file.
fn assert_positions(source: &Source) {
    for (i, c) in source.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let (file, range) = source.shown(Span::new(Default::default(), i, i + c.len_utf8()));
        assert_eq!(file[range.start..].chars().next(), Some(c), "byte {i} of the query in {}", source.name);
    }
}

#[test]
fn every_file_is_content_with_exact_positions() {
    let Some(folder) = originals("every_file_is_content_with_exact_positions") else { return };
    let loaded = load(&folder);
    assert_eq!(loaded.errors, []);
    let mut kinds: Vec<_> = loaded.contents().map(Content::kind).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["ASIM parser", "ASIM parser", "function", "hunting query", "summary rule", "watchlist"]);
    loaded.contents().filter_map(Content::query).for_each(assert_positions);
}

#[test]
fn the_hunting_query() {
    let Some(folder) = originals("the_hunting_query") else { return };
    let file = folder.join(SOLUTION).join("Hunting Queries/DetectPortMisuseByStaticThresholdHunting.yaml");
    let runnable = load(&file).runnables().next().unwrap();
    let m = &runnable.metadata;
    assert_eq!(&*m.id, "70e2a349-87f0-4266-809c-e92fc71e0830");
    assert_eq!(&*m.name, "Detect port misuse by static threshold (ASIM Network Session schema)");
    assert_eq!(m.tactics, ["CommandAndControl".into(), "InitialAccess".into(), "Execution".into()]);
    assert_eq!(m.techniques, ["T1095".into(), "T1190".into(), "T1059".into(), "T1203".into()]);
    assert_eq!((m.data_connectors.len(), &*m.tags[0].0), (18, "Schema"));
    let at = runnable.query.text.find("_GetWatchlist").unwrap();
    let position = runnable.query.position(Span::new(Default::default(), at, at + 13));
    assert_eq!((position.line, position.column), (78, 17));
}

#[test]
fn the_summary_rule() {
    let Some(folder) = originals("the_summary_rule") else { return };
    let loaded = load(&folder.join(SOLUTION).join("Summary rules"));
    let [Content::SummaryRule(rule)] = loaded.contents().collect::<Vec<_>>()[..] else { panic!("one summary rule") };
    assert_eq!(
        (&*rule.destination_table, rule.bin_size, rule.bin_delay),
        ("NetworkSummary_Protocol_CL", Some(20), Some(5))
    );
}

fn function(library: &Library, name: &str) -> std::sync::Arc<StoredFunction> {
    library.function(name).unwrap_or_else(|| panic!("{name}")).unwrap()
}

#[test]
fn the_parsers() {
    let Some(folder) = originals("the_parsers") else { return };
    let library = Library::open(None, &[folder]).unwrap();
    assert!(function(&library, "NetworkSessionEssentialsCustomParser").body.starts_with("union isfuzzy=true "));
    let palo = function(&library, "vimNetworkSessionPaloAltoCEF");
    assert_eq!(palo.parameters.len(), 10);
    assert_eq!(palo.parameters[8].default.as_deref(), Some("'*'"));
    for name in ["_Im_NetworkSession_PaloAltoCEF", "_Im_NetworkSession_PaloAltoCEFV07"] {
        assert_eq!(function(&library, name).body, palo.body, "{name}");
    }
    let given = "starttime=starttime, endtime=endtime, srcipaddr_has_any_prefix=list_srcipaddr_has_any_prefix, \
                 dstipaddr_has_any_prefix=list_dstipaddr_has_any_prefix, ipaddr_has_any_prefix=list_ipaddr_has_any_prefix, \
                 dstportnumber=dstportnumber, hostname_has_any=list_hostname_has_any, dvcaction=list_dvcaction, eventresult=eventresult";
    let body = &function(&library, "_Im_NetworkSession").body;
    let calls = format!(
        "union isfuzzy=true\n    _Im_NetworkSession_Empty,\n    _Im_NetworkSession_Native({given}),\n    _Im_NetworkSession_PaloAltoCEF({given})"
    );
    assert!(body.ends_with(&calls), "{body}");
    assert!(function(&library, "imNetworkSession").body.starts_with("let DisabledParsers="));
    assert!(library.function("_Im_NetworkSession_AppGateSDPV02").is_none());
    assert_eq!(library.warnings(), []);
}

#[test]
fn the_watchlist() {
    let Some(folder) = originals("the_watchlist") else { return };
    let watchlists = Watchlists::open(Some(&folder.join(SOLUTION).join("Watchlists")), &[]);
    let watchlist = watchlists.find("NetworkSession_Monitor_Configuration", None).unwrap().unwrap();
    assert_eq!((watchlist.columns.len(), watchlist.rows.len(), watchlist.search_key), (12, 16, 0));
    assert_eq!(watchlist.rows[0][..2], ["389,636", "*"]);
    assert_eq!(watchlist.values(None)[0][2], Value::String("389,636".into()));
    let from_content = Watchlists::open(None, &[folder]).find("NetworkSession_Monitor_Configuration", None);
    assert_eq!(from_content.unwrap().unwrap().rows, watchlist.rows);
}
