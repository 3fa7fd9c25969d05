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
