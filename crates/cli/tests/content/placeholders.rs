//! What Sentinel fills in before it runs a hunting query, and the time range of all others.

use crate::support::Folder;
use crate::{SESSIONS, lurcher};

const HUNT: &[u8] = b"name: Late sessions\nquery: |\n  let starttime = todatetime('{{StartTimeISO}}');\n  let endtime = todatetime('{{EndTimeISO}}');\n  S | where TimeGenerated between (starttime .. endtime) | summarize n = count()\n";

fn workspace() -> Folder {
    Folder::with(&[
        ("tables/S.csv", SESSIONS),
        ("hunt.yaml", HUNT),
        ("entity.yaml", b"name: One account\nquery: S | where Account == '{{Account_Name}}' | project TimeGenerated\n"),
    ])
}

#[test]
fn a_hunt_gets_the_last_day_or_what_is_chosen() {
    let folder = workspace();
    let run = lurcher(&folder, &["run", "hunt.yaml", "--now", "2026-01-15T12:00:00Z", "--format", "json"]);
    assert!(run.stdout.contains("[2]"), "{run:#?}");
    let note = "note: {{StartTimeISO}} is 2026-01-14T12:00:00.0000000Z, {{EndTimeISO}} is 2026-01-15T12:00:00.0000000Z, the last 24 hours; --from and --to choose others";
    assert!(run.stderr.contains(note), "{}", run.stderr);
    let run = lurcher(&folder, &["run", "hunt.yaml", "--now", "data", "--format", "json"]);
    assert!(run.stdout.contains("[2]") && run.stderr.contains(note), "{run:#?}");
    let run =
        lurcher(&folder, &["run", "hunt.yaml", "--from", "2026-01-14", "--to", "2026-01-14T01:00", "--format", "json"]);
    assert!(run.stdout.contains("[1]"), "{run:#?}");
    assert!(!run.stderr.contains("of every table"), "{}", run.stderr);
    assert_eq!(lurcher(&folder, &["check", "hunt.yaml"]).code, Some(0));
}

#[test]
fn any_other_query_sees_the_rows_of_the_time_range() {
    let folder = workspace();
    let count =
        |arguments: &[&str]| lurcher(&folder, &[&["query", "--format", "csv", "S | count"], arguments].concat());
    assert_eq!(count(&[]).ok(), "Count\n3\n");
    let run = count(&["--from", "2026-01-15"]);
    let note =
        "note: of every table the queries see the rows whose TimeGenerated is from 2026-01-15T00:00:00.0000000Z on";
    assert!(run.stderr.contains(note), "{}", run.stderr);
    assert_eq!(run.ok(), "Count\n2\n");
    assert_eq!(count(&["--to", "2026-01-15"]).ok(), "Count\n1\n");
    assert_eq!(count(&["--from", "2026-01-15", "--to", "2026-01-15T12:00"]).ok(), "Count\n1\n");
    let run = count(&["--from", "yesterday"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("'yesterday' for '--from <TIME>': this is no time"), "{}", run.stderr);
}

#[test]
fn a_date_that_may_be_two_days_is_refused() {
    let folder = workspace();
    for option in ["--from", "--to", "--now"] {
        for date in ["01/02/2026", "1.2.2026", "1/2/2026 3:04 PM"] {
            let run = lurcher(&folder, &["query", "S | count", option, date]);
            assert_eq!(run.code, Some(2), "{option} {date}");
            assert!(run.stderr.contains("this may be two days"), "{}", run.stderr);
        }
        assert_eq!(lurcher(&folder, &["query", "S | count", option, "01/15/2026"]).code, Some(0), "{option}");
    }
}

#[test]
fn a_placeholder_in_no_string_is_no_mistake_to_check_and_needs_a_value_to_run() {
    let folder = Folder::with(&[
        ("tables/S.csv", SESSIONS),
        ("n.kql", b"S | take {{N}} | where NoSuchColumn == 1"),
        ("m.yaml", b"id: 1\nname: Some\nquery: S | take {{N}} | count\n"),
    ]);
    let run = lurcher(&folder, &["check", "n.kql"]);
    assert!(run.stdout.contains("'NoSuchColumn'") && !run.stdout.contains("KS006"), "{run:#?}");
    assert_eq!(lurcher(&folder, &["check", "m.yaml"]).stdout.matches("error").count(), 0);
    lurcher(&folder, &["run", "m.yaml"]).fails_with(&["nobody says what {{N}} stands for"]);
    assert!(lurcher(&folder, &["run", "m.yaml", "--param", "N=2", "--format", "json"]).ok().contains("[2]"));
}

#[test]
fn a_time_range_without_an_instant_is_refused() {
    let folder = workspace();
    let refused = |arguments: &[&str], expected: &str| {
        let run = lurcher(&folder, arguments);
        assert_eq!(run.code, Some(2), "{run:#?}");
        assert!(run.stdout.is_empty() && run.stderr.contains(expected), "{run:#?}");
    };
    let reversed = "--from 2026-01-15T00:00:00.0000000Z is not before --to 2026-01-14T00:00:00.0000000Z: there is no time between them";
    let range = ["--from", "2026-01-15", "--to", "2026-01-14"];
    refused(&[&["query", "S | count"][..], &range].concat(), reversed);
    refused(&[&["run", "hunt.yaml"][..], &range].concat(), reversed);
    let range = ["--from", "2026-01-15", "--to", "2026-01-15"];
    refused(&[&["query", "S | count"][..], &range].concat(), "is not before --to 2026-01-15T00:00:00.0000000Z");
    let future = "--from 2026-01-16T00:00:00.0000000Z is later than now(), which is 2026-01-15T00:00:00.0000000Z";
    let range = ["--from", "2026-01-16", "--now", "2026-01-15"];
    refused(&[&["query", "S | count"][..], &range].concat(), future);
    refused(&[&["run", "hunt.yaml"][..], &range].concat(), future);
    lurcher(&folder, &["run", "hunt.yaml", "--from", "2030-01-01", "--now", "data"])
        .fails_with(&["--from 2030-01-01T00:00:00.0000000Z is later than now(), which is 2026-01-1"]);
    lurcher(&folder, &["query", "S | count", "--from", "2026-01-16", "--now", "2026-01-15", "--to", "2026-01-17"]).ok();
}

#[test]
fn a_part_of_an_entity_is_given_or_refused_by_name() {
    let folder = workspace();
    lurcher(&folder, &["run", "entity.yaml"]).fails_with(&[
        "entity.yaml:2:30: error[LUR415]: nobody says what {{Account_Name}} stands for (give it a value: --param Account_Name=…)",
    ]);
    let run = lurcher(&folder, &["run", "entity.yaml", "--param", "Account_Name=o'hara", "--format", "json"]);
    assert!(run.ok().contains("2026-01-15T00:00:00"));
    assert_eq!(lurcher(&folder, &["check", "entity.yaml"]).code, Some(0));
}

#[test]
fn files_that_a_query_names_are_limited_too() {
    let folder = Folder::with(&[
        ("tables/S.csv", SESSIONS),
        ("tables/Texts_CL.csv", b"TimeGenerated,Account\nsoon,alice\nlater,carol\n"),
        ("lurcher.toml", b"[tables.Texts_CL.columns]\nTimeGenerated = \"string\"\n"),
        ("hosts.csv", b"Host\na\n"),
    ]);
    let ask = |kql: &str| lurcher(&folder, &["query", "--format", "csv", kql, "--from", "2026-01-15"]);
    assert_eq!(ask("'tables/S.csv' | count").ok(), "Count\n2\n");
    assert_eq!(ask("union S, 'tables/S.csv' | count").ok(), "Count\n4\n");
    assert_eq!(ask("'hosts.csv' | count").ok(), "Count\n1\n");
    ask("Texts_CL | count").fails_with(&["TimeGenerated is a string here, which no time range can limit."]);
}

#[test]
fn the_data_say_when_a_hunt_ends_whatever_else_it_has_placeholders_for() {
    let folder = Folder::with(&[
        ("tables/S.csv", SESSIONS),
        ("n.kql", b"S | where TimeGenerated > datetime({{StartTimeISO}}) | take {{N}} | count"),
        (
            "p.kql",
            b"declare query_parameters (p:long); S | where TimeGenerated > datetime({{StartTimeISO}}) | take p | count",
        ),
    ]);
    for (file, parameter) in [("n.kql", "N=5"), ("p.kql", "p=5")] {
        let run = lurcher(&folder, &["run", file, "--param", parameter, "--now", "data", "--format", "json"]);
        let note = "note: {{StartTimeISO}} is 2026-01-14T12:00:00.0000000Z, 24 hours before the end; --from chooses another time";
        assert!(run.stdout.contains("[2]") && run.stderr.contains(note), "{run:#?}");
    }
}

#[test]
fn an_end_without_a_placeholder_limits_the_tables() {
    let folder = Folder::with(&[
        ("tables/S.csv", SESSIONS),
        ("end.kql", b"S | where TimeGenerated < datetime({{EndTimeISO}}) | count"),
        ("start.kql", b"S | where TimeGenerated >= datetime({{StartTimeISO}}) | count"),
    ]);
    let run = |file: &str, times: &[&str]| {
        lurcher(&folder, &[&["run", file, "--format", "json", "--now", "2026-01-16"][..], times].concat())
    };
    let all = run("end.kql", &[]);
    let note = "note: {{EndTimeISO}} is 2026-01-16T00:00:00.0000000Z, which is now(); --to chooses another time";
    assert!(all.stdout.contains("[3]") && all.stderr.contains(note), "{all:#?}");
    assert!(!all.stderr.contains("of every table"), "{all:#?}");
    let both = run("end.kql", &["--from", "2026-01-15", "--to", "2026-01-15T06:00"]);
    let limit =
        "note: of every table the queries see the rows whose TimeGenerated is from 2026-01-15T00:00:00.0000000Z on";
    assert!(both.stdout.contains("[1]") && both.stderr.contains(limit), "{both:#?}");
    assert!(both.stderr.contains("note: {{EndTimeISO}} is 2026-01-15T06:00:00.0000000Z\n"), "{both:#?}");
    let both = run("start.kql", &["--from", "2026-01-14", "--to", "2026-01-15"]);
    let limit =
        "note: of every table the queries see the rows whose TimeGenerated is before 2026-01-15T00:00:00.0000000Z";
    assert!(both.stdout.contains("[1]") && both.stderr.contains(limit), "{both:#?}");
    assert!(run("start.kql", &["--to", "2026-01-15T12:00"]).stdout.contains("[1]"));
}

#[test]
fn a_parameter_gives_a_time_and_the_note_says_it() {
    let folder = workspace();
    let run = |more: &[&str]| {
        let hunt = ["run", "hunt.yaml", "--format", "json", "--now", "data"];
        lurcher(&folder, &[&hunt[..], more].concat())
    };
    let started = run(&["--param", "StartTimeISO=2026-01-01"]);
    let note = "note: {{StartTimeISO}} is 2026-01-01, {{EndTimeISO}} is 2026-01-15T12:00:00.0000000Z, which is now()";
    assert!(started.stdout.contains("[3]") && started.stderr.contains(note), "{started:#?}");
    let ended = run(&["--param", "EndTimeISO=2026-01-15"]);
    let note = "note: {{StartTimeISO}} is 2026-01-14T00:00:00.0000000Z, {{EndTimeISO}} is 2026-01-15, 24 hours before";
    assert!(ended.stdout.contains("[2]") && ended.stderr.contains(note), "{ended:#?}");
    let twice = run(&["--param", "StartTimeISO=2026-01-01", "--from", "2026-01-02"]);
    assert_eq!(twice.code, Some(2));
    assert!(twice.stderr.contains("--from and --param StartTimeISO both say what {{StartTimeISO}} is"), "{twice:#?}");
}

#[test]
fn a_parameter_that_changes_nothing_is_told() {
    let folder = Folder::with(&[
        ("tables/S.csv", SESSIONS),
        ("q/a.kql", b"declare query_parameters (p:string); print p, '{{IP Address}}'"),
        ("q/b.kql", b"print '{{B}}'"),
    ]);
    let given = ["--param", "p=x", "--param", "IP Address=10.0.0.1", "--param", "B=b", "--param", "b=c"];
    let run = lurcher(&folder, &[&["run", "q", "--format", "json"][..], &given].concat());
    assert!(run.stdout.contains(r#"["x","10.0.0.1"]"#) && run.stdout.contains(r#"["b"]"#), "{run:#?}");
    let warning = "--param b changes nothing: there is no {{b}}, and no query declares such a parameter";
    assert!(run.stderr.contains(warning), "{run:#?}");
    assert_eq!(run.stderr.matches("changes nothing").count(), 1, "{run:#?}");
    for command in ["query", "explain"] {
        let run = lurcher(&folder, &[command, "print 1", "--param", "x=1"]);
        assert!(run.stderr.contains("warning: --param x changes nothing"), "{run:#?}");
    }
    let last = lurcher(&folder, &["query", "print '{{B}}'", "--param", "B=1", "--param", "B=2", "--format", "csv"]);
    assert_eq!(last.ok(), "print_0\n2\n");
}
