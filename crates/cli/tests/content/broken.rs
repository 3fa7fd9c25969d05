//! One bad file costs itself, and nothing else.

use crate::lurcher;
use crate::support::Folder;

/// An ASIM source over a table with the given query.
fn source(name: &str, query: &str) -> String {
    format!("ParserName: vimDns{name}\nEquivalentBuiltInParser: _Im_Dns_{name}\nParserQuery: |\n  {query}\n")
}

#[test]
fn a_source_with_any_mistake_is_left_out_of_its_schema() {
    for mistake in
        ["T | where ((", "T | extend x = strlen(1, 2)", "T | project a.b.c(", "T | where nobody == 1", "T | take 'x'"]
    {
        let (good, bad) = (source("Good", "T | project DnsQuery = Name"), source("Bad", mistake));
        let folder = Folder::with(&[
            ("lurcher.toml", b"content = [\"tree\"]\n"),
            ("tables/T.csv", b"TimeGenerated,Name\n2026-01-15T00:00:00Z,contoso.com\n"),
            ("tree/good.yaml", good.as_bytes()),
            ("tree/bad.yaml", bad.as_bytes()),
        ]);
        for kql in ["_Im_Dns | project DnsQuery", "union _Im_Dns, _Im_Dns | distinct DnsQuery"] {
            let run = lurcher(&folder, &["query", "--format", "csv", kql]);
            assert_eq!(run.stdout, "DnsQuery\ncontoso.com\n", "{mistake}: {run:#?}");
            assert!(run.stderr.contains("bad.yaml"), "{mistake}: {}", run.stderr);
        }
        assert_ne!(lurcher(&folder, &["query", "_Im_Dns_Bad"]).code, Some(0), "{mistake}");
    }
}

#[test]
fn a_broken_watchlist_costs_itself() {
    let folder = Folder::with(&[
        ("lurcher.toml", b"content = [\"tree\"]\n"),
        ("watchlists/ports.csv", b"Port,Name\n22,ssh\n23,telnet,old\n80,http\n"),
        ("watchlists/broken.json", b"{ \"resources\": [ }"),
        ("tree/Watchlists/playbook.json", b"{\"resources\": [{\"type\": \"Microsoft.Logic/workflows\", \"properties\": {\"rawContent\": 1}}]}"),
        ("tree/Watchlists/ASimDisabledParsers.json", b"{\"resources\": [{\"type\": \"a/Watchlists\", \"name\": \"x/ASimDisabledParsers\", \"properties\": {\"rawContent\": 5}}]}"),
    ]);
    let run = lurcher(&folder, &["query", "--format", "csv", "_GetWatchlist('ports') | project Name"]);
    assert!(
        run.stderr.contains("ports.csv:3:1: warning[LUR433]: this row has 3 fields, the header has 2; it is left out"),
        "{}",
        run.stderr
    );
    assert_eq!(run.ok(), "Name\nssh\nhttp\n");
    let run = lurcher(&folder, &["query", "--format", "csv", "_GetWatchlist('other') | count"]);
    assert!(run.stderr.contains("broken.json:1:18: warning[LUR430]"), "{}", run.stderr);
    assert_eq!(run.ok(), "Count\n0\n");
    lurcher(&folder, &["query", "_GetWatchlist('broken')"]).fails_with(&["broken.json:1:18"]);
    let run = lurcher(&folder, &["query", "--format", "csv", "_Im_Dns | count"]);
    assert!(run.stderr.contains("ASimDisabledParsers.json") && run.stderr.contains("LUR432"), "{}", run.stderr);
    assert_eq!(run.ok(), "Count\n0\n");
}

#[test]
fn metadata_never_stop_a_run() {
    let folder = Folder::with(&[(
        "hunt.yaml",
        b"name: Odd\ntactics: Initial access\nrequiredDataConnectors: [X]\nqueryFrequency: 1h\nquery: print a = 1\n",
    )]);
    let run = lurcher(&folder, &["run", "hunt.yaml"]);
    assert!(run.stderr.contains("1 query run, 1 with hits, 0 failed"), "{}", run.stderr);
    assert_eq!(run.code, Some(0));
    let run = lurcher(&folder, &["check", "hunt.yaml"]);
    assert_eq!(run.code, Some(0), "{run:#?}");
    assert!(run.stdout.contains("hunt.yaml:2:10: warning[LUR510]"), "{}", run.stdout);
}

#[test]
fn check_tells_of_broken_watchlists_that_nobody_reads_and_of_rows_that_are_left_out() {
    let folder = Folder::with(&[
        ("watchlists/Open.csv", b"Host,Owner\na,\"b\nc,d\n"),
        ("watchlists/Rows.csv", b"Host,Owner\na,b\nc\n"),
        ("queries/q.kql", b"_GetWatchlist('Rows') | project Host"),
    ]);
    let run = lurcher(&folder, &["check", "."]);
    for told in ["watchlists/Open.csv:2:3: warning[LUR433]", "watchlists/Rows.csv:3:1: warning[LUR433]"] {
        assert_eq!(run.stdout.matches(told).count(), 1, "{told}: {run:#?}");
    }
    assert_eq!(run.code, Some(0));
    let run = lurcher(&folder, &["check", "queries"]);
    assert!(run.stdout.contains("watchlists/Rows.csv:3:1: warning[LUR433]"), "{run:#?}");
}
