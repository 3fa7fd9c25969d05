//! `lurcher summarize`: from rows to the tables of summary rules, and from there to whoever reads them.

mod support;

use std::path::Path;

use support::{Folder, Run, lurcher, rows};

const SETTINGS: &[u8] = b"now = \"2026-01-15T12:10:00Z\"\n";

/// Nothing in its query says when: its bin does.
const RULE: &[u8] = b"id: ports\ndisplayName: Ports\ndestinationTable: Ports_CL\nbinSize: 20\nbinDelay: 5\nquery: |\n  Logs | summarize Sessions = count() by Port\n";

const LOGS: &[u8] = b"TimeGenerated,Port\n2026-01-15T11:19:59Z,22\n2026-01-15T11:20:00Z,22\n2026-01-15T11:39:59Z,22\n2026-01-15T11:40:00Z,80\n2026-01-15T12:00:00Z,80\n";

fn workspace(rule: &[u8]) -> Folder {
    Folder::with(&[("lurcher.toml", SETTINGS), ("tables/Logs.csv", LOGS), ("summary_rules/ports.yaml", rule)])
}

fn summarize(workspace: &Path, arguments: &[&str]) -> Run {
    let workspace = workspace.display().to_string();
    lurcher(&[&["summarize", "--workspace", &workspace, "--format", "csv"], arguments].concat())
}

const RESULT: &str =
    "Ports_CL | project Port, Sessions, _RuleName, _BinSize, _BinStartTime, TimeGenerated | order by TimeGenerated asc";

#[test]
fn the_last_whole_bin() {
    let folder = workspace(RULE);
    let run = summarize(folder.path(), &[]);
    assert!(run.stderr.contains("1 bin summed up, 1 row written, 0 failed"), "{run:?}");
    assert_eq!(run.ok(), "Rule,Table,BinStartTime,Rows\nPorts,Ports_CL,2026-01-15T11:40:00.0000000Z,1\n");
    let expected = ["80,1,Ports,20,2026-01-15T11:40:00.0000000Z,2026-01-15T12:05:00.0000000Z"];
    assert_eq!(rows(folder.path(), RESULT), expected);
}

/// A bin that is summed up again does not count twice, and sees what has changed: also when nothing is left of it.
#[test]
fn bins_again() {
    let folder = workspace(RULE);
    let from = ["--from", "2026-01-15T11:00", "--to", "2026-01-15T12:00"];
    for _ in 0..2 {
        summarize(folder.path(), &from).ok();
        let expected = [
            "22,1,Ports,20,2026-01-15T11:00:00.0000000Z,2026-01-15T11:25:00.0000000Z",
            "22,2,Ports,20,2026-01-15T11:20:00.0000000Z,2026-01-15T11:45:00.0000000Z",
            "80,1,Ports,20,2026-01-15T11:40:00.0000000Z,2026-01-15T12:05:00.0000000Z",
        ];
        assert_eq!(rows(folder.path(), RESULT), expected);
    }
    std::fs::write(folder.file("tables/Logs.csv"), "TimeGenerated,Port\n2026-01-15T11:20:00Z,443\n").unwrap();
    summarize(folder.path(), &from).ok();
    let expected = ["443,1,Ports,20,2026-01-15T11:20:00.0000000Z,2026-01-15T11:45:00.0000000Z"];
    assert_eq!(rows(folder.path(), RESULT), expected);
}

/// What the query says of time and what the bin says hold both; a result's own time makes way for the table's.
#[test]
fn a_filter_of_the_query_and_a_time_of_its_own() {
    let rule = String::from_utf8_lossy(RULE).replace(
        "Logs | summarize Sessions = count() by Port",
        "Logs | where TimeGenerated > ago(8m) | project TimeGenerated, Port, Sessions = 1",
    );
    let folder = workspace(rule.as_bytes());
    // now() is 12:05 for the bin from 11:40 on: nothing of it is so young.
    summarize(folder.path(), &[]).ok();
    assert!(!folder.file("tables/Ports_CL").exists());
    // now() is 11:45 for the bin before.
    summarize(folder.path(), &["--to", "2026-01-15T11:40:00Z"]).ok();
    let kql = "Ports_CL | project Port, _OriginalTimeGenerated, TimeGenerated";
    let expected = ["22,2026-01-15T11:39:59.0000000Z,2026-01-15T11:45:00.0000000Z"];
    assert_eq!(rows(folder.path(), kql), expected);
}

#[test]
fn a_rule_reads_what_another_one_wrote() {
    let hours = b"id: hours\ndisplayName: Hours\ndestinationTable: Hours_CL\nbinSize: 60\nquery: |\n  Ports_CL | where _BinStartTime >= bin(now(-1h), 1h) | summarize Sessions = sum(Sessions) by Port\n";
    let folder = workspace(RULE);
    std::fs::write(folder.file("summary_rules/q_hours.yaml"), hours).unwrap();
    summarize(folder.path(), &["--from", "2026-01-15T11:00", "--to", "2026-01-15T12:00"]).ok();
    assert_eq!(rows(folder.path(), "Hours_CL | project Port, Sessions | order by Port asc"), ["22,3"]);
}

#[test]
fn rules_that_cannot_be_run() {
    let rule = |from: &str, to: &str| String::from_utf8_lossy(RULE).replace(from, to);
    let wrong = [
        (rule("binSize: 20", "binSize: 25"), "no bins of 25 minutes; write 'binSize: 20', or another of"),
        (rule("binSize: 20\n", ""), "does not say how wide its bins are"),
        (rule("Ports_CL", "Ports"), "'Ports' is no table that a summary rule can write"),
        (rule("Ports_CL", "../Ports_CL"), "'../Ports_CL' is no table that a summary rule can write"),
        (rule("by Port", "by Prot"), "ports.yaml:7:42: error"),
        (rule("  Logs", "  Logs | take 1; Logs"), "one result, and this one has several"),
    ];
    for (rule, message) in wrong {
        let folder = workspace(rule.as_bytes());
        summarize(folder.path(), &["--error-format", "short"]).fails_with(&[message, "1 failed"]);
        assert!(!folder.file("tables/Ports_CL").exists(), "{rule}");
    }
}

#[test]
fn wrong_usage() {
    let folder = Folder::with(&[("lurcher.toml", SETTINGS), ("a.kql", b"print 1")]);
    let path = folder.file("a.kql").display().to_string();
    summarize(folder.path(), &[&path]).fails_with(&["there is no summary rule to run"]);
    let wrong: [(&[&str], &str); 2] = [
        (&[], "no folder of summary rules"),
        (&["--from", "yesterday", &path], "'yesterday' for '--from <TIME>': this is no time"),
    ];
    for (arguments, message) in wrong {
        let run = summarize(folder.path(), arguments);
        assert!(run.code == Some(2) && run.stderr.contains(message), "{run:?}");
    }
}
