//! How queries run, as `lurcher explain` tells it.

mod support;

use serde_json::Value;
use support::{Folder, lurcher, lurcher_with_input};

fn workspace() -> Folder {
    Folder::with(&[("tables/Hosts.csv", b"Host,Port,Owner\nweb,443,ann\nmail,25,bob\nweb,80,ann\n")])
}

fn explain(folder: &Folder, arguments: &[&str]) -> String {
    let place = folder.path().display().to_string();
    lurcher(&[&["explain", "--workspace", &place], arguments].concat()).ok()
}

/// The columns and types are those that Kusto's own binder gives.
#[test]
fn steps_and_columns_are_told_in_the_words_of_kql() {
    let query = "Hosts | where Port > 100 | summarize n = count() by Owner | top 1 by n";
    let text = explain(&workspace(), &[query]);
    let steps = [
        "Owner  string",
        "n      long",
        "| where Port > 100",
        "| summarize n = count() by Owner",
        "| top 1 by n desc",
        "| project Owner, n",
    ];
    for step in steps {
        assert!(text.contains(step), "{step}: {text}");
    }
    assert!(!text.contains("What ran"), "{text}");
}

#[test]
fn a_column_that_nobody_needs_is_not_read() {
    let text = explain(&workspace(), &["Hosts | project Host"]);
    assert!(text.contains("Hosts // reads Host:string\n"), "{text}");
}

#[test]
fn stages_come_first() {
    let text = explain(&workspace(), &["let most = toscalar(Hosts | summarize max(Port)); Hosts | where Port == most"]);
    assert!(text.contains("Hosts | summarize max(Port)  // 1 row"), "{text}");
    assert!(text.contains("| where Port == 443"), "{text}");
}

#[test]
fn a_query_that_is_analyzed_has_rows_and_skipped_row_groups() {
    let folder = Folder::with(&[("lurcher.toml", b"")]);
    let file = folder.file("tables/Numbers.parquet");
    std::fs::create_dir_all(folder.file("tables")).expect("a folder");
    let written = support::command()
        .args(["query", "--format", "parquet", "range n from 1 to 5000 step 1"])
        .stdout(std::fs::File::create(file).expect("a file"))
        .status();
    assert!(written.expect("the program runs").success());
    let text = explain(&folder, &["--analyze", "--format", "json", "Numbers | where n > 4000 | summarize s = sum(n)"]);
    let told: Value = serde_json::from_str(&text).expect("JSON");
    let ran = &told["results"][0]["ran"];
    assert_eq!(ran["rows"], 1, "{told:#}");
    let parts = ran["parts"].as_array().expect("parts");
    let part = |text: &str| parts.iter().find(|p| p["text"] == text).unwrap_or_else(|| panic!("{text}: {told:#}"));
    assert_eq!(part("read files")["files"], 1, "{told:#}");
    assert_eq!(part("read files")["row_groups"], 1, "{told:#}");
    let none = explain(&folder, &["--analyze", "--format", "json", "Numbers | where n > 9000 | project n"]);
    let told: Value = serde_json::from_str(&none).expect("JSON");
    assert_eq!(told["results"][0]["ran"]["rows"], 0, "{told:#}");
}

#[test]
fn the_shell_explains_too() {
    let place = workspace();
    let folder = place.path().display().to_string();
    let inputs = "let p = 100\n.explain Hosts | where Port > p\n.explain --analyze Hosts | count\n.explain KS204\n";
    let run = lurcher_with_input(&["repl", "--workspace", &folder], inputs);
    let text = run.ok();
    assert!(text.contains("| where Port > 100") && text.contains("What ran: 1 row"), "{text}");
    assert!(text.contains("KS204: "), "{text}");
}

#[test]
fn a_query_that_is_wrong_says_so() {
    lurcher(&["explain", "NoSuchTable | count"]).fails_with(&["KS204"]);
}
